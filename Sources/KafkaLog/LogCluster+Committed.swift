import CRdkafka

extension LogCluster {
    /// How far a group says that it has come; a partition that it has said nothing of is left out.
    public func committedOffsets(
        group: String, _ topic: String, partitions: [Int32], timeout: Duration
    ) throws(KafkaLogError) -> [Int32: Int64] {
        let operation = "asking for the offsets of the group '\(group)'"
        let circumstance = client.circumstance(operation, topic: topic)
        let list = PartitionList(topic: topic, partitions)
        guard let question = rd_kafka_ListConsumerGroupOffsets_new(group, list.raw) else {
            return [:]
        }
        defer { rd_kafka_ListConsumerGroupOffsets_destroy(question) }
        let queue = rd_kafka_queue_new(client.raw)
        defer { rd_kafka_queue_destroy(queue) }
        let options = rd_kafka_AdminOptions_new(
            client.raw, RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS)
        defer { rd_kafka_AdminOptions_destroy(options) }
        _ = rd_kafka_AdminOptions_set_request_timeout(options, timeout.milliseconds, nil, 0)

        client.serve()
        var questions: [OpaquePointer?] = [question]
        rd_kafka_ListConsumerGroupOffsets(client.raw, &questions, 1, options, queue)
        guard let event = rd_kafka_queue_poll(queue, timeout.milliseconds) else {
            throw client.explained(.timedOut(operation: operation))
        }
        defer { rd_kafka_event_destroy(event) }
        do throws(KafkaLogError) {
            try KafkaLogError.check(rd_kafka_event_error(event), circumstance)
        } catch {
            throw client.explained(error)
        }
        var count = 0
        let result = rd_kafka_event_ListConsumerGroupOffsets_result(event)
        guard
            let groups = rd_kafka_ListConsumerGroupOffsets_result_groups(result, &count),
            count == 1, let answer = groups[0]
        else { return [:] }
        return try committed(in: answer, circumstance)
    }

    private func committed(
        in answer: OpaquePointer, _ circumstance: KafkaLogError.Circumstance
    ) throws(KafkaLogError) -> [Int32: Int64] {
        if let error = rd_kafka_group_result_error(answer) {
            throw KafkaLogError(rd_kafka_error_code(error), circumstance)
        }
        guard let places = rd_kafka_group_result_partitions(answer) else { return [:] }
        var found: [Int32: Int64] = [:]
        for (place, code) in PartitionList.elements(of: places) {
            try KafkaLogError.check(code, circumstance)
            if place.offset >= 0 { found[place.partition] = place.offset }
        }
        return found
    }
}
