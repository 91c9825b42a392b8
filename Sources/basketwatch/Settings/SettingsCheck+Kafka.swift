import BasketConsole
import BasketTelemetry
import KafkaLog

extension SettingsCheck {
    /// Whether Kafka answers, and the topic is there.
    static let kafka = SettingsCheck(
        "Kafka", SettingList(Setting<String>.brokers, Setting<[String: String]>.kafka, .topic)
    ) { settings, command, console, tell in
        // Errors come back as what is thrown: librdkafka's own lines would say them again.
        do throws(KafkaLogError) {
            try lookAtKafka(
                settings, command, Log(component: "settings", level: .error, as: console), tell)
        } catch {
            let isTopic =
                switch error {
                case .topicMissing, .notAuthorised: true
                default: false
                }
            tell(.bad(isTopic ? "topic" : "Kafka", error.description, error.exitCode))
        }
    }

    /// How long the brokers may take for one answer.
    private static let patience = Duration.seconds(5)

    private static func lookAtKafka(
        _ settings: Settings, _ command: String?, _ log: Log, _ tell: (Finding) -> Void
    ) throws(KafkaLogError) {
        let cluster = try LogCluster(KafkaSettings(settings, log: log))
        let topics = try cluster.topics(timeout: patience)
        let isEmbedded = try cluster.isEmbedded(timeout: patience)
        let kind =
            isEmbedded ? "the embedded broker, for trying out" : "\(count(topics.count, "topic"))"
        tell(.good("Kafka", "\(cluster.brokers) answers (\(kind))"))

        // It is to be made, and its name is no setting there.
        guard command != "topics create" else { return }
        let name = settings[.topic]
        guard let topic = topics.first(where: { $0.name == name }) else {
            // One that this user may not see is not listed, and refused when asked for.
            _ = try cluster.partitionCount(name, timeout: patience)
            throw .topicMissing(topic: name)
        }
        guard topic.leaderless == 0 else {
            tell(
                .bad(
                    "topic",
                    "'\(name)': no broker leads \(topic.leaderless) of its "
                        + "\(count(topic.partitions, "partition")). Start the brokers that keep them.",
                    .unavailable))
            return
        }
        let replicas =
            topic.replicas == 1 ? "on one broker each" : "on \(topic.replicas) brokers each"
        tell(.good("topic", "'\(name)' has \(count(topic.partitions, "partition")), \(replicas)"))
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(Figure.count(number)) \(noun)\(number == 1 ? "" : "s")"
    }
}
