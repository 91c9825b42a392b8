import BasketTelemetry
import KafkaLog

/// Partitions whose log no longer holds what comes next.
extension Worker where Consumer: ~Copyable, Writer: ~Copyable {
    /// Stops the partitions that stand out of the log's range, or goes on behind what is lost: as soon
    /// as a broker says where the log begins.
    mutating func decideOnRanges(at now: ContinuousClock.Instant) throws {
        guard !outOfRange.isEmpty, rangeRetry.isDue(at: now) else { return }
        for (number, place) in outOfRange.sorted(by: { $0.key < $1.key }) {
            do {
                guard let range = try probe.range(number, timeout: .seconds(2)) else {
                    return rangeRetry.fail(at: clock.now)
                }
                outOfRange[number] = nil
                rangeRetry.succeed()
                if let partition = ownedPartition(number) {
                    try decide(partition, place.offset, range)
                }
            } catch let error as KafkaLogError where error.isTransient {
                rangeRetry.fail(at: clock.now)
                log.debug("no answer yet where a partition begins", ["reason": "\(error)"])
                return
            }
        }
    }

    private mutating func decide(
        _ partition: OwnedPartition, _ offset: Int64, _ range: LogCluster.Range
    ) throws {
        if range.start <= offset {
            partition.stop = .endsBefore(offset, end: range.end)
        } else if settings.onDataLoss == .skip {
            try passOver(partition, to: range.start)
        } else {
            partition.stop = .lostOffsets(from: offset, to: range.start)
        }
        if let reason = partition.stop { halt(partition, reason) }
    }

    /// Goes on behind a loss, and says what it cost.
    mutating func passOver(_ partition: OwnedPartition, to start: Int64) throws {
        do {
            try partition.passOver(to: start, at: clock.now)
        } catch {
            partition.stop = .checkpoint(error)
            return
        }
        tellOfLoss(partition)
        try consumer.seek(
            .init(partition: partition.partition, offset: partition.state.ledger.nextOffset))
    }

    /// Tells of offsets that were passed over.
    mutating func tellOfLoss(_ partition: OwnedPartition) {
        guard let lost = partition.newlyLost else { return }
        partition.newlyLost = nil
        log.error(
            "records are gone from the log, deleted before they were read (or read again): passed "
                + "over and counted as lost",
            [
                "partition": "\(partition.partition)", "from": "\(lost.lowerBound)",
                "to": "\(lost.upperBound - 1)",
                "sessions_lost": "\(partition.state.ledger.sessions.lost)",
            ])
    }
}
