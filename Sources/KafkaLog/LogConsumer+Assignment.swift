import CRdkafka

extension LogConsumer {
    /// Adds partitions and says where reading starts in each.
    ///
    /// What ``LogEvent/assigned(_:)`` asks for, in one call or several. A member's places in
    /// partitions that the group has meanwhile taken back are left out.
    public mutating func assign(_ places: [PartitionOffset]) throws(KafkaLogError) {
        let places = membership != nil ? places.filter { granted.contains($0.partition) } : places
        let list = PartitionList(topic: topic, places)
        try KafkaLogError.check(
            consuming: rd_kafka_incremental_assign(client.raw, list.raw),
            client.circumstance("taking partitions", topic: topic))
        places.forEach { positions.set($0) }
    }

    /// Ends the pause that an assignment begins for all partitions.
    mutating func answerAssignment() throws(KafkaLogError) {
        let nothing = PartitionList(topic: topic, [Int32]())
        try KafkaLogError.check(
            consuming: rd_kafka_incremental_assign(client.raw, nothing.raw),
            client.circumstance("taking partitions", topic: topic))
        hold(positions.all)
    }

    /// Gives partitions up: the answer to ``LogEvent/revoking(_:)`` and ``LogEvent/lost(_:)``.
    ///
    /// The group goes on once all of them are released. Others of our partitions may be given up
    /// too: they stand still then, though they stay ours in the group.
    public mutating func release(_ partitions: [Int32]) throws(KafkaLogError) {
        unreleased.subtract(partitions)
        leaving.formUnion(partitions)
        // librdkafka takes the first unassign for the whole answer, so it comes when all are done.
        guard unreleased.isEmpty else { return }
        // Else they would come paused if they come again.
        try resume(Array(leaving))
        // One that was never assigned (announced, then lost) is unknown to librdkafka.
        let list = PartitionList(topic: topic, leaving.filter { positions[$0] != nil })
        leaving.forEach { positions.remove($0) }
        leaving = []
        // Of partitions that a client lost which is gone, the new one knows nothing.
        guard isRevocationOpen || list.raw.pointee.cnt > 0 else { return }
        isRevocationOpen = false
        try KafkaLogError.check(
            consuming: rd_kafka_incremental_unassign(client.raw, list.raw),
            client.circumstance("giving up partitions", topic: topic))
        hold(positions.all)
    }

    /// Puts partitions back to the very place up to which records were handed out.
    ///
    /// librdkafka pauses all partitions for a rebalance, from a thread of its own. In 2.0.2 a pause
    /// that falls into a batch call drops records which the call has already counted as handed out:
    /// they would never come again (measured: 700,000 records under steady pauses had five holes of
    /// thousands; mended in 2.1.0).
    private func hold(_ places: [PartitionOffset]) {
        guard membership != nil, !places.isEmpty else { return }
        let list = PartitionList(topic: topic, places)
        // Time-out 0: sent off in order, no answer. A partition that has not started yet refuses,
        // and starts at its own place anyhow; one that stands out of range goes on standing.
        rd_kafka_error_destroy(rd_kafka_seek_partitions(client.raw, list.raw, 0))
    }

    /// Answers a revocation that the caller left open, since closing would wait for it.
    borrowing func answerOpenRebalance() {
        if !unreleased.isEmpty {
            let all = unreleased.union(leaving).filter { positions[$0] != nil }
            let list = PartitionList(topic: topic, Array(all))
            rd_kafka_error_destroy(rd_kafka_incremental_unassign(client.raw, list.raw))
        }
    }
}
