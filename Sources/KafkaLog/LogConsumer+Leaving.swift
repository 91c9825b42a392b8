import CRdkafka

extension LogConsumer {
    /// How long leaving the group may keep the caller.
    static let leavingLimit = Duration.seconds(2)

    /// Gives all partitions back and leaves the group.
    ///
    /// - Returns: `false` when it is not done within ``leavingLimit``. While no broker answers,
    ///   librdkafka waits for a commit's fate as long as the session time-out, or a request's minute.
    borrowing func leaveGroup() -> Bool {
        guard let events = rd_kafka_queue_new(client.raw) else { return false }
        defer { rd_kafka_queue_destroy(events) }
        if let refusal = rd_kafka_consumer_close_queue(client.raw, events) {
            // Beyond closing, after a fatal error: librdkafka 2.0.2 would be destroyed for ever. So it
            // is left, but reads no more.
            rd_kafka_error_destroy(refusal)
            rd_kafka_assign(client.raw, nil)
            return false
        }
        let deadline = ContinuousClock.now + LogConsumer.leavingLimit
        while rd_kafka_consumer_closed(client.raw) == 0 {
            guard ContinuousClock.now < deadline else { return false }
            LogConsumer.serve(events)
        }
        return true
    }

    /// Lets callbacks run; records that come with them are nobody's any more.
    private static func serve(_ events: OpaquePointer) {
        withUnsafeTemporaryAllocation(
            of: UnsafeMutablePointer<rd_kafka_message_t>?.self, capacity: 64
        ) { messages in
            let count = rd_kafka_consume_batch_queue(
                events, 10, messages.baseAddress, messages.count)
            for index in 0..<max(0, count) { rd_kafka_message_destroy(messages[index]) }
        }
    }
}
