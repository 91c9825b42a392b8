import CRdkafka

extension LogConsumer {
    /// Moves reading elsewhere, also in a partition that stood still for being out of range.
    public mutating func seek(_ place: PartitionOffset) throws(KafkaLogError) {
        let circumstance = client.circumstance(
            "seeking in partition \(place.partition)", topic: topic)
        positions.set(place)
        // Taken out and put in again: librdkafka's own seek refuses a partition that stands still.
        let list = PartitionList(topic: topic, [place])
        try KafkaLogError.check(
            consuming: rd_kafka_incremental_unassign(client.raw, list.raw), circumstance)
        try KafkaLogError.check(
            consuming: rd_kafka_incremental_assign(client.raw, list.raw), circumstance)
    }

    /// Holds partitions back; what librdkafka had fetched of them is fetched again after `resume`.
    public mutating func pause(_ partitions: [Int32]) throws(KafkaLogError) {
        let list = PartitionList(topic: topic, partitions)
        try KafkaLogError.check(
            rd_kafka_pause_partitions(client.raw, list.raw),
            client.circumstance("pausing", topic: topic))
        paused.formUnion(partitions)
    }

    /// Lets paused partitions go on; others are left alone.
    public mutating func resume(_ partitions: [Int32]) throws(KafkaLogError) {
        // librdkafka 2.0.2 sends a partition that is not paused back to where it was paused last.
        let held = partitions.filter { paused.contains($0) }
        guard !held.isEmpty else { return }
        let list = PartitionList(topic: topic, held)
        try KafkaLogError.check(
            rd_kafka_resume_partitions(client.raw, list.raw),
            client.circumstance("resuming", topic: topic))
        paused.subtract(held)
    }

    /// Tells the group how far we are, for lag tools: with librdkafka's next commit, half a second
    /// later at most; failures are counted.
    ///
    /// Not committed here and now: the answer to a commit that is sent while a join is under way
    /// carries an outdated generation, and librdkafka then gives all our partitions up for lost. Its
    /// own commits wait for the rebalance to be over.
    public func commit(_ places: [PartitionOffset]) {
        guard !places.isEmpty else { return }
        let list = PartitionList(topic: topic, places)
        let code = rd_kafka_offsets_store(client.raw, list.raw)
        if code != RD_KAFKA_RESP_ERR_NO_ERROR { client.callbacks.commitFailed() }
    }

    /// How many commits the group did not take.
    public var failedCommits: Int { client.callbacks.failedCommits }

    /// The offset that the next record of the partition will have; `nil` if it is not ours.
    public func position(of partition: Int32) -> Int64? { positions[partition] }

    /// The partition's end as the last fetch saw it (the last stable offset); `nil` before the
    /// first.
    public func cachedEndOffset(_ partition: Int32) -> Int64? {
        var low: Int64 = -1
        var high: Int64 = -1
        let code = rd_kafka_get_watermark_offsets(client.raw, topic, partition, &low, &high)
        return code == RD_KAFKA_RESP_ERR_NO_ERROR && high >= 0 ? high : nil
    }

    /// Our name in the group as the broker gave it; `nil` before we have joined.
    public var memberID: String? { owned(rd_kafka_memberid(client.raw)) }

    private func owned(_ text: UnsafeMutablePointer<CChar>?) -> String? {
        guard let text else { return nil }
        defer { rd_kafka_mem_free(client.raw, text) }
        let copy = String(cString: text)
        return copy.isEmpty ? nil : copy
    }
}
