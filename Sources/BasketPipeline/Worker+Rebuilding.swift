import BasketSessions
import BasketStore
import KafkaLog

/// A partition's state from what is stored of it; made anew where that is of no use and it is asked
/// for.
extension Worker where Consumer: ~Copyable, Writer: ~Copyable {
    /// - Throws: a ``PartitionStop`` where the state cannot be had; errors of the edges.
    mutating func restore(_ ownership: Ownership) throws -> OwnedPartition {
        do {
            return try partition(ownership)
        } catch {
            guard settings.rebuildsState else { throw PartitionStop.checkpoint(error) }
            return try rebuild(ownership, because: error)
        }
    }

    private func partition(
        _ ownership: Ownership
    ) throws(CheckpointError) -> OwnedPartition {
        try OwnedPartition(ownership, settings: settings, isEmbedded: isEmbedded, at: clock.now)
    }

    /// Goes back to the newest older checkpoint that can be used, or to the first offset, and runs the
    /// log and the recorded inputs again from there: what comes of it must be what is committed.
    private mutating func rebuild(
        _ ownership: Ownership, because error: CheckpointError
    ) throws -> OwnedPartition {
        let number = ownership.partition
        log.warning("cannot use the checkpoint: \(error)", ["partition": "\(number)"])
        guard let range = try probe.range(number, timeout: .seconds(5)) else {
            throw KafkaLogError.timedOut(operation: "asking where partition \(number) begins")
        }
        var before = ownership.checkpoint?.offset ?? 0
        while true {
            let source = try writer.stateSource(of: number, before: before)
            let start = source.checkpoint?.offset ?? ownership.ledger.firstOffset
            guard start >= range.start || start == ownership.ledger.nextOffset else {
                guard settings.onDataLoss == .skip else {
                    throw PartitionStop.cannotRebuild(from: start, log: range.start, error)
                }
                return try giveUp(ownership, to: range.start)
            }
            do {
                let rebuilt = try partition(ownership.starting(from: source))
                rebuilt.schedule.replace(ownership.checkpoint?.offset)
                log.notice(
                    "making the state anew from the log",
                    ["partition": "\(number)", "from": "\(start)"])
                return rebuilt
            } catch {
                guard let checkpoint = source.checkpoint else {
                    throw PartitionStop.checkpoint(error)
                }
                log.warning(
                    "cannot use the checkpoint before it either: \(error)",
                    ["partition": "\(number)", "offset": "\(checkpoint.offset)"])
                before = checkpoint.offset
            }
        }
    }

    /// Goes on without the state, which neither a checkpoint nor the log gives any more.
    private mutating func giveUp(
        _ ownership: Ownership, to start: Int64
    ) throws -> OwnedPartition {
        let source = Ownership.StateSource(
            checkpoint: nil, recordedInputs: ownership.recordedInputs)
        let partition = try partition(ownership.starting(from: source))
        try partition.passOver(to: start, at: clock.now)
        tellOfLoss(partition)
        return partition
    }
}
