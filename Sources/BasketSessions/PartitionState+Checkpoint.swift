import BasketEvents

/// The whole state as bytes: what a new owner goes on from. ``CheckpointFormat`` says how.
extension PartitionState {
    /// The whole state at once, its sessions in order of their keys: equal states give equal bytes.
    public func checkpoint(_ packing: CheckpointPacking = .plain) -> [UInt8] {
        checkpoint(with: settings, packing)
    }

    func checkpoint(with settings: SessionSettings, _ packing: CheckpointPacking) -> [UInt8] {
        var pieces = pieces(with: settings)
        let slots = sessions.indices.filter { sessions[$0].isOpen }
            .sorted { sessions[$0].key < sessions[$1].key }
        for slot in slots { pieces.add(sessions[slot], ids, baskets) }
        var history = history.standing
        while let entry = history.next() { pieces.add(entry) }
        pieces.finish()
        var bytes: [UInt8] = []
        while let chunk = pieces.takeChunk(packing) { bytes += chunk.bytes }
        return bytes
    }

    private func pieces(
        with settings: SessionSettings, _ chunkBytes: Int = CheckpointFormat.chunkBytes
    ) -> CheckpointPieces {
        CheckpointPieces(
            CheckpointIdentity(
                partition: partition, generation: generation, offset: ledger.nextOffset),
            CheckpointHead(
                settings: settings, ledger: ledger, watermark: watermark, refusals: refusals,
                words: words.words.dropFirst(2), traces: traces), chunkBytes: chunkBytes)
    }
}

/// A checkpoint while the stream goes on, a chunk at a time.
extension PartitionState {
    /// Whether a checkpoint has been begun and its last chunk not taken.
    public var isCheckpointing: Bool { pass != nil }

    /// Begins a checkpoint of the state as it stands now; one under way is abandoned.
    ///
    /// Costs a bit a session, and a copy of what is remembered of shoppers (40 bytes each) when the
    /// next session closes.
    public mutating func beginCheckpoint() {
        beginCheckpoint(chunkBytes: CheckpointFormat.chunkBytes)
    }

    /// - Parameter chunkBytes: see ``CheckpointFormat/chunkBytes``.
    package mutating func beginCheckpoint(chunkBytes: Int) {
        pass = CheckpointPass(
            pieces(with: settings, chunkBytes), slots: sessions.count, history: history.standing)
    }

    /// The next chunk of the checkpoint under way; `nil`: none is.
    public mutating func nextChunk(_ packing: CheckpointPacking) -> CheckpointChunk? {
        pass?.fillChunk(sessions, ids, baskets)
        let chunk = pass?.takeChunk(packing)
        if chunk?.isLast != false { pass = nil }
        return chunk
    }

    public mutating func abandonCheckpoint() {
        pass = nil
    }

    /// About how many bytes the items of a checkpoint begun now would come to, before packing.
    public var checkpointSizeEstimate: Int {
        4_096 + Int(ledger.sessions.open) * 96 + Int(ledger.baskets.open) * 160 + history.count * 32
    }

    /// To be called before anything that a checkpoint holds of a session is changed, or its slot
    /// given to another: the checkpoint under way takes it first.
    @inline(__always)
    mutating func willChange(_ slot: Int32) {
        if pass != nil { takeEarly(slot) }
    }

    @inline(never)
    private mutating func takeEarly(_ slot: Int32) {
        pass?.willChange(Int(slot), sessions[Int(slot)], ids, baskets)
    }
}
