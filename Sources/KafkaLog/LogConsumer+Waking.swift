import CRdkafka

extension LogConsumer {
    /// Wakes librdkafka's fetching thread, which may sleep behind a queue that is emptying by now.
    ///
    /// Once what it has read ahead reaches its bound, librdkafka before 2.2 looks again only after a
    /// second, or when its connection has something to do: so give it something, a question that
    /// nobody waits for the answer of. Without it, either a second's worth must be read ahead
    /// (hundreds of megabytes in a drain), or the drain stands still most of the time (measured with
    /// 8 MiB: 130,000 records a second, a tenth of what the same code takes with it).
    mutating func wakeFetching(after records: Int) {
        mayBeAsleep = mayBeAsleep || records >= Self.backlogBatch
        guard mayBeAsleep, Self.sleepsBehindFullQueue else { return }
        let now = ContinuousClock.now
        guard now - lastWaking >= Self.wakingInterval else { return }
        lastWaking = now
        mayBeAsleep = false
        let end = Int64(RD_KAFKA_OFFSET_END)
        let list = PartitionList(
            topic: topic,
            positions.all.map { PartitionOffset(partition: $0.partition, offset: end) })
        // Time-out 0: sent off, and not waited for.
        _ = rd_kafka_offsets_for_times(client.raw, list.raw, 0)
    }

    /// A poll that brings so many shows that there is a backlog.
    private static let backlogBatch = 1_000
    private static let wakingInterval = Duration.milliseconds(20)
    /// From 2.2 on `fetch.queue.backoff.ms` says when it looks again.
    private static let sleepsBehindFullQueue = rd_kafka_version() < 0x0202_0000
}
