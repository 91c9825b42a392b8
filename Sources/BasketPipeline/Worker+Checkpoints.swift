import BasketSessions
import BasketStore

/// Which checkpoints go along with a flush.
enum FlushCheckpoints {
    case none
    /// What is under way and what is due, as far as ``CheckpointSizes/flush`` goes.
    case due(ContinuousClock.Instant)
    /// The last ones of these partitions, whole, as far as ``CheckpointSizes/lastFlush`` goes.
    case last([Int32])
}

extension FlushCheckpoints {
    /// The partitions in the order in which they share the bytes there are: what was begun first, then
    /// what has been due the longest.
    func inOrder(_ owned: [OwnedPartition?]) -> [OwnedPartition] {
        let partitions = owned.compactMap { $0 }
        guard case .due(let now) = self else { return partitions }
        return partitions.map { ($0, $0.waitsForCheckpoint(at: now) ?? .seconds(-1)) }
            .sorted { $0.1 > $1.1 }
            .map(\.0)
    }

    /// How many bytes all of them may take.
    func bytes(_ sizes: CheckpointSizes) -> Int {
        switch self {
        case .none: 0
        case .due: sizes.flush
        case .last: sizes.lastFlush
        }
    }

    /// How many of the bytes that are left a partition may take.
    func share(of partition: OwnedPartition, of left: Int) -> Int {
        switch self {
        case .none: return 0
        case .due(let now):
            return partition.waitsForCheckpoint(at: now) == nil ? 0 : max(0, left)
        case .last(let numbers):
            guard numbers.contains(partition.partition), partition.hasLastCheckpoint(within: left)
            else { return 0 }
            // One that was begun earlier is given up: this one leaves less to be run again.
            partition.state.abandonCheckpoint()
            return .max
        }
    }
}

extension Worker where Consumer: ~Copyable, Writer: ~Copyable {
    /// Takes what waits of all partitions, and what is to go along of their checkpoints.
    mutating func takeFlush(_ checkpoints: FlushCheckpoints) -> Flush {
        var flush = Flush()
        var left = checkpoints.bytes(settings.checkpointSizes)
        for partition in checkpoints.inOrder(owned) {
            let share = checkpoints.share(of: partition, of: left)
            guard let part = partition.takeFlush(checkpointBytes: share) else { continue }
            left -= part.chunks.reduce(0) { $0 + $1.plainCount }
            if part.chunks.last?.isLast == true { partition.schedule.finished(at: clock.now) }
            flush.partitions.append(part)
        }
        return flush
    }
}
