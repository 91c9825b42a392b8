import CRdkafka

extension LogCluster {
    /// Where each partition ends: the broker's answer to this very question.
    ///
    /// It is the last stable offset, which is also what a consumer of committed records reaches: a
    /// transaction left open at the end keeps both back alike, so the end can always be reached.
    public func endOffsets(
        _ topic: String, partitions: [Int32], timeout: Duration
    ) throws(KafkaLogError) -> [Int32: Int64] {
        try offsets(topic, partitions, at: Int64(RD_KAFKA_OFFSET_END), timeout)
    }

    /// The first offset that each partition's log still holds.
    public func startOffsets(
        _ topic: String, partitions: [Int32], timeout: Duration
    ) throws(KafkaLogError) -> [Int32: Int64] {
        try offsets(topic, partitions, at: Int64(RD_KAFKA_OFFSET_BEGINNING), timeout)
    }

    /// Both, start first.
    public func ranges(
        _ topic: String, partitions: [Int32], timeout: Duration
    ) throws(KafkaLogError) -> [Int32: Range] {
        let starts = try startOffsets(topic, partitions: partitions, timeout: timeout)
        let ends = try endOffsets(topic, partitions: partitions, timeout: timeout)
        return starts.reduce(into: [:]) { ranges, start in
            // Records may be deleted between the two questions.
            let end = max(ends[start.key] ?? start.value, start.value)
            ranges[start.key] = Range(start: start.value, end: end)
        }
    }

    /// One request to each leader, all at once. `at`: ListOffsets' special times, which are
    /// librdkafka's logical offsets.
    private func offsets(
        _ topic: String, _ partitions: [Int32], at time: Int64, _ timeout: Duration
    ) throws(KafkaLogError) -> [Int32: Int64] {
        guard !partitions.isEmpty else { return [:] }
        let list = PartitionList(
            topic: topic, partitions.map { PartitionOffset(partition: $0, offset: time) })
        let operation = "asking for offsets of '\(topic)'"
        try client.ask(operation, topic: topic) {
            rd_kafka_offsets_for_times(client.raw, list.raw, timeout.milliseconds)
        }
        var found: [Int32: Int64] = [:]
        for (place, code) in PartitionList.elements(of: list.raw) {
            try KafkaLogError.check(code, client.circumstance(operation, topic: topic))
            found[place.partition] = place.offset
        }
        return found
    }
}
