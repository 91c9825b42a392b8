import BasketSessions
import BasketStore

extension PartitionState {
    /// What an owner starts from: the checkpoint, or nothing at the first offset.
    init(_ ownership: Ownership) throws(CheckpointError) {
        guard let checkpoint = ownership.checkpoint else {
            self.init(
                partition: ownership.partition, generation: ownership.generation,
                firstOffset: ownership.ledger.firstOffset,
                settings: try SessionSettings(encoded: ownership.settings))
            return
        }
        try self.init(checkpoint: checkpoint.bytes, packing: .zstd)
        guard partition == ownership.partition, generation == ownership.generation,
            ledger.nextOffset == checkpoint.offset,
            ledger.firstOffset == ownership.ledger.firstOffset
        else { throw .ofAnother(partition: partition, offset: ledger.nextOffset) }
    }
}

extension OwnedPartition {
    /// How long a checkpoint has been due, or its next chunk; `nil`: neither is.
    func waitsForCheckpoint(at now: ContinuousClock.Instant) -> Duration? {
        guard isLive else { return nil }
        // What was begun is ended first: until then nobody is any better for it.
        return state.isCheckpointing
            ? .seconds(86_400) : schedule.waiting(at: now, state.ledger.nextOffset)
    }

    /// Whether a last checkpoint is worth it and would take no more than so many bytes.
    func hasLastCheckpoint(within bytes: Int) -> Bool {
        isLive && (state.isCheckpointing || schedule.isWorthIt(at: state.ledger.nextOffset))
            && state.checkpointSizeEstimate <= bytes
    }

    /// Adds chunks to the flush that is about to be taken.
    func addChunks(_ budget: Int) {
        let offset = state.ledger.nextOffset
        var left = budget
        if !state.isCheckpointing {
            // Where one is replaced there must be no moment without: all of it goes at once.
            if schedule.lastOffset == offset { left = .max }
            state.beginCheckpoint(chunkBytes: checkpointChunk)
            schedule.began(at: offset)
            chunksOrdinal = journal.lastOrdinal(at: offset)
        }
        pending.chunksOrdinal = chunksOrdinal
        while left > 0, let chunk = state.nextChunk(.zstd) {
            pending.chunks.append(chunk)
            left -= chunk.plainCount
        }
    }
}
