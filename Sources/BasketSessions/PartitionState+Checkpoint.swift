import BasketEvents

/// The whole state as bytes, and back: what a new owner goes on from.
///
/// Layout, little-endian: `BWCP`, format version (u32), the body field by field as below, and a
/// 128-bit stable hash of all before it. Sessions stand in order of their keys, so equal states give
/// equal bytes.
extension PartitionState {
    static let formatVersion: UInt32 = 1
    private static let magic: [UInt8] = Array("BWCP".utf8)

    public func checkpoint() -> [UInt8] {
        checkpoint(with: settings)
    }

    func checkpoint(with settings: SessionSettings) -> [UInt8] {
        var writer = StateWriter()
        for byte in PartitionState.magic { writer.append(byte) }
        writer.append(PartitionState.formatVersion)
        writer.append(generation)
        writer.append(partition)
        writer.append(settings)
        writer.append(ledger)
        writer.append(watermark.milliseconds)
        writer.appendAll(words.words.dropFirst(2)) { $0.append($1) }
        let slots = sessions.indices.filter { sessions[$0].isOpen }
            .sorted { sessions[$0].key < sessions[$1].key }
        writer.appendAll(slots) { writer, slot in
            let session = sessions[slot]
            writer.append(session, ids: ids.ids(of: session.ids))
            writer.append(session.hasBasket)
            if session.hasBasket { writer.append(baskets[Int(session.basket)]) }
        }
        writer.append(UInt32(history.count))
        history.forEach { writer.append($0) }
        writer.append(writer.bytes.withUnsafeBytes { StableHash($0) })
        return writer.bytes
    }

    /// Reads a state back; whole or not at all.
    public init(checkpoint bytes: [UInt8]) throws(CheckpointError) {
        try self.init(checkpoint: bytes, mayHoldClosed: false)
    }

    /// - Parameter mayHoldClosed: whether there may be sessions that should have closed: where the
    ///   settings are others than those it was made under.
    init(checkpoint bytes: [UInt8], mayHoldClosed: Bool) throws(CheckpointError) {
        var reader = try PartitionState.checked(bytes)
        let generation: UInt8 = try reader.number()
        let partition: Int32 = try reader.number()
        guard generation < 128, partition >= 0, partition < 1 << 16 else {
            throw .damaged("its partition cannot be")
        }
        self.init(
            partition: partition, generation: generation, firstOffset: 0,
            settings: try reader.settings())
        ledger = try reader.ledger()
        watermark = EventTime(milliseconds: try reader.time())
        for word in try reader.all({ (reader) throws(CheckpointError) in try reader.text() }) {
            guard words.restore(word) else { throw .damaged("a word cannot be") }
        }
        try restoreSessions(&reader, mayHoldClosed)
        try restoreHistory(&reader)
        guard reader.isAtEnd else { throw .damaged("something follows its end") }
    }

    private static func checked(_ bytes: [UInt8]) throws(CheckpointError) -> StateReader {
        guard bytes.starts(with: magic), bytes.count >= 24 else { throw .notACheckpoint }
        let body = Array(bytes.dropLast(16))
        var ending = StateReader(Array(bytes.suffix(16)))
        var reader = StateReader(body)
        _ = try reader.number(UInt32.self)
        let version: UInt32 = try reader.number()
        guard version <= formatVersion else { throw .newer(version: version, known: formatVersion) }
        guard try ending.hash() == body.withUnsafeBytes({ StableHash($0) }) else {
            throw .damaged("its checksum is another")
        }
        return reader
    }
}
