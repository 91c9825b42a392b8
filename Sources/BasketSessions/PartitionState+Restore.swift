import BasketEvents

/// A state from the bytes of a checkpoint: whole or not at all.
extension PartitionState {
    /// - Parameter packing: for packed chunks; without it they are refused.
    public init(
        checkpoint bytes: [UInt8], packing: CheckpointPacking = .plain
    ) throws(CheckpointError) {
        try self.init(checkpoint: bytes, packing, mayHoldClosed: false)
    }

    /// The last record that a checkpoint knows of, from its first chunk alone.
    ///
    /// - Returns: `nil` where it knows of none: before format 3 none was kept.
    public static func lastRecord(
        inHead chunk: [UInt8], packing: CheckpointPacking = .plain
    ) throws(CheckpointError) -> RecordMark? {
        // Format 1 was one piece, with another header.
        guard chunk.count >= 8, chunk[4] > 1 else { return nil }
        var chunks = ChunkReader(chunk, packing)
        var reader = try chunks.next()
        return try reader.head(ofFormat: chunks.version).traces.lastRecord
    }

    /// - Parameter mayHoldClosed: whether there may be sessions that should have closed: where the
    ///   settings are others than those it was made under.
    init(
        checkpoint bytes: [UInt8], _ packing: CheckpointPacking, mayHoldClosed: Bool
    ) throws(CheckpointError) {
        guard bytes.starts(with: CheckpointFormat.magic), bytes.count >= 8 else {
            throw .notACheckpoint
        }
        var start = StateReader(Array(bytes[4..<8]))
        switch try start.number(UInt32.self) {
        case 1: try self.init(formatOne: bytes)
        case 2...CheckpointFormat.version:
            try self.init(ChunkReader(bytes, packing), bytes.count, mayHoldClosed)
        case 0: throw .notACheckpoint
        case let version: throw .newer(version: version, known: CheckpointFormat.version)
        }
    }

    private init(
        _ chunkReader: ChunkReader, _ byteCount: Int, _ mayHoldClosed: Bool
    ) throws(CheckpointError) {
        var chunks = chunkReader
        var reader = try chunks.next()
        guard let identity = chunks.identity else { throw .notACheckpoint }
        let head = try reader.head(ofFormat: chunks.version)
        self.init(identity, head)
        guard identity.offset == ledger.nextOffset else {
            throw .damaged("it is of another offset")
        }
        try restore(head.words)
        // A session takes 24 bytes at least that do not get smaller: no more memory than that.
        reserve(min(Int(ledger.sessions.open), byteCount / 24))

        var remembered = StateReader.Remembered()
        while true {
            while reader.isAtEnd { reader = try chunks.next() }
            switch try reader.oneOf(CheckpointFormat.Tag.self, "a kind of item") {
            case .session:
                let session = try reader.session(of: identity, head, remembered: &remembered)
                try restore(session, remembered, nil, mayHoldClosed)
            case .sessionWithBasket:
                let session = try reader.session(of: identity, head, remembered: &remembered)
                let basket = try reader.basket(end: session.end)
                try restore(session, remembered, basket, mayHoldClosed)
            case .rememberedShopper:
                guard history.restore(try reader.historyEntry(head)) else {
                    throw .damaged("a remembered shopper cannot be")
                }
            case .end:
                try checkEnd(&reader, chunks)
                return
            }
        }
    }

    private init(_ identity: CheckpointIdentity, _ head: CheckpointHead) {
        self.init(
            partition: identity.partition, generation: identity.generation, firstOffset: 0,
            settings: head.settings)
        ledger = head.ledger
        watermark = head.watermark
        refusals = head.refusals
        traces = head.traces
        wheel.startAt(watermark.milliseconds)
    }

    private mutating func reserve(_ count: Int) {
        sessions.reserveCapacity(count)
        index.reserve(count)
        ids.reserve(count)
    }

    private func checkEnd(
        _ reader: inout StateReader, _ chunks: ChunkReader
    ) throws(CheckpointError) {
        let chunkCount = try reader.small()
        let sessionCount = try reader.small()
        let shopperCount = try reader.small()
        guard reader.isAtEnd, chunks.isAtEnd else { throw .damaged("something follows its end") }
        guard chunkCount == UInt64(chunks.count), sessionCount == UInt64(sessions.count),
            shopperCount == UInt64(history.count), sessions.count == ledger.sessions.open,
            baskets.count == ledger.baskets.open
        else { throw .damaged("it holds other numbers of things than it says") }
        let keys = sessions.map(\.key.rawValue).sorted()
        guard zip(keys, keys.dropFirst()).allSatisfy(<) else {
            throw .damaged("two sessions have one key")
        }
    }
}

/// The parts of a state, each checked before it is put in its place.
extension PartitionState {
    mutating func restore(_ words: ArraySlice<[UInt8]>) throws(CheckpointError) {
        for word in words {
            guard self.words.restore(word) else { throw .damaged("a word cannot be") }
        }
    }

    mutating func restore(
        _ restored: OpenSession, _ remembered: StateReader.Remembered, _ basket: OpenBasket?,
        _ mayHoldClosed: Bool
    ) throws(CheckpointError) {
        let first = index.find(restored.shopper, in: sessions)
        guard canBeOpen(restored, beside: first),
            mayHoldClosed || restored.end + settings.gapMilliseconds >= watermark.milliseconds,
            sessions.count < SessionLimit.openSessions
        else { throw .damaged("a session cannot be") }
        var session = restored
        for id in remembered.ids.reversed() { ids.insert(id, into: &session.ids) }
        session.ids.oldest = remembered.oldest
        let slot = place(session)
        link(slot, behind: first)
        if let basket {
            sessions[Int(slot)].basket = place(basket)
            noteBasket(slot)
        }
        reschedule(slot)
    }

    /// Whether this state could hold the session: ours, and apart from its shopper's others (by how
    /// much hangs on the gap there was when they began).
    private func canBeOpen(_ session: OpenSession, beside first: Int32) -> Bool {
        let offset = session.key.offset
        guard offset >= ledger.firstOffset, offset < ledger.nextOffset,
            session.key
                == SessionKey(generation: generation, partition: partition, offset: offset)
        else { return false }
        for word in [session.device.said, session.channel.said, session.country.said]
        where Int(word) >= words.words.count {
            return false
        }
        var other = first
        while other >= 0 {
            let there = sessions[Int(other)]
            if session.start <= there.end, there.start <= session.end { return false }
            other = there.next
        }
        return true
    }
}
