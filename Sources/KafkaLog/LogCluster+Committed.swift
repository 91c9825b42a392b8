import CRdkafka

extension LogCluster {
    /// How far a group says that it has come; a partition that it has said nothing of is left out.
    ///
    /// Joins nothing: the group does not notice.
    public func committedOffsets(
        group: String, _ topic: String, partitions: [Int32], timeout: Duration
    ) throws(KafkaLogError) -> [Int32: Int64] {
        let asker = try asker(for: group)
        let operation = "asking for the offsets of the group '\(group)'"
        let list = PartitionList(topic: topic, partitions)
        try asker.client.ask(operation, topic: topic) {
            asker.askPatiently(list, timeout)
        }
        var found: [Int32: Int64] = [:]
        for (place, code) in PartitionList.elements(of: list.raw) {
            try KafkaLogError.check(code, asker.client.circumstance(operation, topic: topic))
            if place.offset >= 0 { found[place.partition] = place.offset }
        }
        return found
    }

    /// The client that asks for a group: made at the first question, kept for the next.
    private func asker(for group: String) throws(KafkaLogError) -> GroupAsker {
        if let known = askers.withLock({ $0[group] }) { return known }
        let new = try GroupAsker(settings, group: group)
        return askers.withLock { askers in
            // Two threads may have asked for the first time at once.
            let kept = askers[group] ?? new
            askers[group] = kept
            return kept
        }
    }
}

/// A client that carries a group's name and never joins it.
///
/// One client for all groups, by the admin interface, is no way: where a group's coordinator has
/// moved, librdkafka 2.0.2 crashes in a client without a group of its own.
final class GroupAsker: Sendable {
    let client: ClientHandle

    init(_ settings: KafkaSettings, group: String) throws(KafkaLogError) {
        client = try ClientHandle(
            RD_KAFKA_CONSUMER, settings.quiet, .consumer(group: group))
    }

    /// Asks again while the group's coordinator is moving: at a broker's start, or after its death.
    func askPatiently(_ list: borrowing PartitionList, _ timeout: Duration) -> rd_kafka_resp_err_t {
        let deadline = ContinuousClock.now + timeout
        while true {
            let left = deadline - ContinuousClock.now
            let code = rd_kafka_committed(client.raw, list.raw, left.milliseconds)
            switch code {
            case RD_KAFKA_RESP_ERR_NOT_COORDINATOR, RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE,
                RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS:
                guard ContinuousClock.now < deadline else { return code }
                rd_kafka_poll(client.raw, Self.settlingMilliseconds)
            default:
                return code
            }
        }
    }

    private static let settlingMilliseconds: Int32 = 50
}
