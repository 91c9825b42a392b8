import CRdkafka

extension KafkaSettings {
    /// These settings with a bound on what a process's consumers read ahead together.
    ///
    /// librdkafka applies its bound to a consumer's one queue, over all its partitions.
    /// - Parameters:
    ///   - bytes: of keys and values; librdkafka's own bookkeeping comes on top, about twice as much.
    ///   - consumers: how many the process has.
    public func readingAhead(bytes: Int, consumers: Int) -> KafkaSettings {
        var settings = self
        let share = max(bytes / max(1, consumers), Self.leastReadAhead)
        settings.set("queued.max.messages.kbytes", "\(share >> 10)")
        if rd_kafka_version() >= Self.versionWithQueueBackoff {
            settings.set("fetch.queue.backoff.ms", "10")
        }
        return settings
    }

    /// Sets what nobody has said anything about.
    private mutating func set(_ key: String, _ value: String) {
        if properties[key] == nil { properties[key] = value }
    }

    private static let leastReadAhead = 1 << 20
    private static let versionWithQueueBackoff: Int32 = 0x0202_0000
}
