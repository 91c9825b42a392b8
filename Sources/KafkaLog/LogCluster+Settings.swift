import CRdkafka

/// One of a topic's settings, by Kafka's own name.
public struct TopicSetting: Hashable, Sendable {
    /// Where its value comes from.
    public enum Origin: String, Sendable {
        /// Set for this topic.
        case topic
        /// The brokers' setting for all topics.
        case brokers
        /// What Kafka does when nobody has said anything.
        case standard
    }

    public let name: String
    /// `nil`: the broker does not show it.
    public let value: String?
    public let origin: Origin

    public init(name: String, value: String?, origin: Origin) {
        self.name = name
        self.value = value
        self.origin = origin
    }
}

extension LogCluster {
    /// A topic's settings, those that nobody has set among them.
    ///
    /// - Returns: `nil` where the broker cannot be asked, as the embedded one.
    /// - Throws: `topicMissing`, `notAuthorised`, and what keeps us from asking.
    public func settings(
        of topic: String, timeout: Duration
    ) throws(KafkaLogError) -> [TopicSetting]? {
        if try isEmbedded(timeout: timeout) { return nil }
        let circumstance = client.circumstance(
            "to see the settings of the topic '\(topic)' (the right DescribeConfigs on it)",
            topic: topic)
        guard let resource = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic) else {
            return nil
        }
        defer { rd_kafka_ConfigResource_destroy(resource) }
        let request = AdminRequest(RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, client, timeout: timeout)
        var resources: [OpaquePointer?] = [resource]
        rd_kafka_DescribeConfigs(client.raw, &resources, 1, request.options, request.queue)
        return try request.answer(
            client, circumstance, waiting: "asking for the settings of '\(topic)'"
        ) { (event) throws(KafkaLogError) in
            var count = 0
            let result = rd_kafka_event_DescribeConfigs_result(event)
            guard let found = rd_kafka_DescribeConfigs_result_resources(result, &count),
                count == 1, let answer = found[0]
            else { return nil }
            let code = rd_kafka_ConfigResource_error(answer)
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
                let text = rd_kafka_ConfigResource_error_string(answer).map { String(cString: $0) }
                throw KafkaLogError(code, text: text, circumstance)
            }
            return Self.settings(in: answer)
        }
    }

    private static func settings(in answer: OpaquePointer) -> [TopicSetting] {
        var count = 0
        guard let entries = rd_kafka_ConfigResource_configs(answer, &count) else { return [] }
        return (0..<count).compactMap { entries[$0] }.map { entry in
            TopicSetting(
                name: String(cString: rd_kafka_ConfigEntry_name(entry)),
                value: rd_kafka_ConfigEntry_value(entry).map { String(cString: $0) },
                origin: TopicSetting.Origin(rd_kafka_ConfigEntry_source(entry)))
        }
        .sorted { $0.name < $1.name }
    }
}

extension TopicSetting.Origin {
    init(_ source: rd_kafka_ConfigSource_t) {
        switch source {
        case RD_KAFKA_CONFIG_SOURCE_DYNAMIC_TOPIC_CONFIG: self = .topic
        case RD_KAFKA_CONFIG_SOURCE_DYNAMIC_BROKER_CONFIG,
            RD_KAFKA_CONFIG_SOURCE_DYNAMIC_DEFAULT_BROKER_CONFIG,
            RD_KAFKA_CONFIG_SOURCE_STATIC_BROKER_CONFIG:
            self = .brokers
        default: self = .standard
        }
    }
}
