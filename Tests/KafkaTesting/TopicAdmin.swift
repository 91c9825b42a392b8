import CRdkafka

/// What an administrator does to a topic beside a running stream, as Kafka's kafka-topics does.
public struct TopicAdmin: ~Copyable {
    public struct Failed: Error {
        let reason: String
    }

    private let client: OpaquePointer
    private let queue: OpaquePointer

    public init(brokers: String) throws {
        let configuration = rd_kafka_conf_new()
        rd_kafka_conf_set(configuration, "bootstrap.servers", brokers, nil, 0)
        guard let client = rd_kafka_new(RD_KAFKA_PRODUCER, configuration, nil, 0) else {
            throw Failed(reason: "no client")
        }
        self.client = client
        queue = rd_kafka_queue_new(client)
    }

    deinit {
        rd_kafka_queue_destroy(queue)
        rd_kafka_destroy(client)
    }

    /// Gives a topic more partitions, `count` in all.
    public func grow(_ topic: String, to count: Int) throws {
        var reason = [CChar](repeating: 0, count: 512)
        var new = rd_kafka_NewPartitions_new(topic, count, &reason, reason.count)
        defer { rd_kafka_NewPartitions_destroy(new) }
        rd_kafka_CreatePartitions(client, &new, 1, nil, queue)
        try answer { event, count in
            rd_kafka_CreatePartitions_result_topics(
                rd_kafka_event_CreatePartitions_result(event), &count)
        }
    }

    public func delete(_ topic: String) throws {
        var doomed = rd_kafka_DeleteTopic_new(topic)
        defer { rd_kafka_DeleteTopic_destroy(doomed) }
        rd_kafka_DeleteTopics(client, &doomed, 1, nil, queue)
        try answer { event, count in
            rd_kafka_DeleteTopics_result_topics(
                rd_kafka_event_DeleteTopics_result(event), &count)
        }
    }

    private func answer(
        _ results: (OpaquePointer, inout Int) -> UnsafeMutablePointer<OpaquePointer?>?
    ) throws {
        guard let event = rd_kafka_queue_poll(queue, 30_000) else {
            throw Failed(reason: "no answer")
        }
        defer { rd_kafka_event_destroy(event) }
        guard rd_kafka_event_error(event) == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw Failed(reason: String(cString: rd_kafka_event_error_string(event)))
        }
        var count = 0
        guard let topics = results(event, &count) else { return }
        for index in 0..<count
        where rd_kafka_topic_result_error(topics[index]) != RD_KAFKA_RESP_ERR_NO_ERROR {
            throw Failed(reason: String(cString: rd_kafka_topic_result_error_string(topics[index])))
        }
    }
}
