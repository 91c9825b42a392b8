import BasketTelemetry
import KafkaLog

extension Worker where Consumer: ~Copyable, Writer: ~Copyable {
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
