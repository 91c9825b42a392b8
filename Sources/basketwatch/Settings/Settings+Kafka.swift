import BasketConsole
import BasketTelemetry
import KafkaLog

extension Setting<String> {
    static let brokers = Setting(
        required: "brokers", "where Kafka is: its bootstrap list", .brokers)
    static let topic = Setting(
        "topic", "the topic that holds the clickstream", .topicName, standard: "clickstream")
    static let group = Setting(
        "group", "the consumer group that shares the topic's partitions", .text("NAME"),
        standard: "basketwatch")
}

extension Setting<String?> {
    static let memberID = Setting(
        "member-id",
        "the name this instance keeps in the group: back within the session time-out, it finds its "
            + "partitions as they were", .text("NAME"),
        whenUnset: "a new member at each start")
}

extension Setting<[String: String]> {
    static let kafka = Setting(
        properties: "kafka",
        "a librdkafka property by its own name (security.protocol, sasl.password, …)")
}

extension KafkaSettings {
    /// As the command line says, with librdkafka's own lines going to the log.
    init(_ settings: Settings, log: Log) {
        self.init(settings[.brokers], settings, log: log)
    }

    init(_ brokers: String, _ settings: Settings, log: Log) {
        log.debug("connecting to Kafka", ["brokers": brokers])
        var properties = settings[.kafka]
        // How a connection is made, or why it is not.
        if log.level == .debug && properties["debug"] == nil { properties["debug"] = "broker" }
        self.init(
            brokers: brokers, properties: properties,
            log: { line in
                switch line.severity {
                case ..<4: log.warning("librdkafka: \(line.text)", ["facility": line.facility])
                case 4, 5: log.notice("librdkafka: \(line.text)", ["facility": line.facility])
                default: log.debug("librdkafka: \(line.text)", ["facility": line.facility])
                }
            })
    }
}
