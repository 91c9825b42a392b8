import CRdkafka

extension LogCluster {
    /// Makes a topic and waits until all its partitions can be used.
    ///
    /// - Throws: `topicExists`, `topicRefused`, `notAuthorised`; on the embedded broker
    ///   ``KafkaLogError/topicsAreMadeAtStart(topic:)``.
    public func createTopic(_ plan: TopicPlan, timeout: Duration) throws(KafkaLogError) {
        let deadline = ContinuousClock.now + timeout
        if try isEmbedded(timeout: timeout) { throw .topicsAreMadeAtStart(topic: plan.name) }
        try request(plan, timeout: timeout)
        // The controller has it; the brokers hear of it a little later.
        repeat {
            // A broker that has not heard of it says so as an error.
            let found = try? metadata(of: plan.name, timeout: timeout).first
            if let found, found.partitions == plan.partitions, found.leaderless == 0 { return }
            rd_kafka_poll(client.raw, Self.settlingMilliseconds)
        } while ContinuousClock.now < deadline
        throw .timedOut(operation: "making the topic '\(plan.name)' known to the brokers")
    }

    /// How long to leave the brokers in peace between two looks at a new topic.
    private static let settlingMilliseconds: Int32 = 20

    private func request(_ plan: TopicPlan, timeout: Duration) throws(KafkaLogError) {
        let circumstance = client.circumstance(
            "to make the topic '\(plan.name)' (the right Create, on it or the cluster)",
            topic: plan.name)
        let topic = try newTopic(plan)
        defer { rd_kafka_NewTopic_destroy(topic) }
        let request = AdminRequest(RD_KAFKA_ADMIN_OP_CREATETOPICS, client, timeout: timeout)
        request.waitForCompletion()

        var topics: [OpaquePointer?] = [topic]
        rd_kafka_CreateTopics(client.raw, &topics, 1, request.options, request.queue)
        try request.answer(client, circumstance, waiting: "making the topic '\(plan.name)'") {
            (event) throws(KafkaLogError) in
            var count = 0
            let result = rd_kafka_event_CreateTopics_result(event)
            guard let results = rd_kafka_CreateTopics_result_topics(result, &count), count == 1
            else { return }
            let code = rd_kafka_topic_result_error(results[0])
            guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
            let text = rd_kafka_topic_result_error_string(results[0]).map { String(cString: $0) }
            throw KafkaLogError(code, text: text, circumstance)
        }
    }

    private func newTopic(_ plan: TopicPlan) throws(KafkaLogError) -> OpaquePointer {
        var reason = [CChar](repeating: 0, count: 512)
        let topic = rd_kafka_NewTopic_new(
            plan.name, Int32(clamping: plan.partitions),
            Int32(clamping: plan.replicationFactor ?? -1), &reason, reason.count)
        guard let topic else {
            throw .topicRefused(topic: plan.name, reason: ClientHandle.text(reason))
        }
        for (key, value) in plan.settings {
            let code = rd_kafka_NewTopic_set_config(topic, key, value)
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
                rd_kafka_NewTopic_destroy(topic)
                throw .topicRefused(topic: plan.name, reason: "its setting '\(key)'")
            }
        }
        return topic
    }
}
