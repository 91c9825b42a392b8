import BasketConsole
import BasketTelemetry
import KafkaLog

extension Setting<Bool> {
    static let allTopics = Setting(flag: "all", "list Kafka's internal topics too").byFlagOnly
}

struct TopicsListCommand: Command {
    static let name = "topics list"
    static let summary = "List the topics of a Kafka cluster, with how much each holds."
    static let note = """
        records: end offsets less start offsets, so transaction markers and what compaction has \
        removed count as well. As JSON: topic, partitions, replicas, leaderless_partitions, records \
        (null where it could not be asked).
        """
    static let settings = SettingList(.brokers, .kafka, .allTopics, .json)
    static let examples = [
        Example("topics list --brokers localhost:9092", "a line a topic"),
        Example("topics list --brokers localhost:9092 --all --json", "an object a line"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        let log = Log(component: "topics", level: .error, as: console)
        let cluster = try LogCluster(KafkaSettings(settings, log: log))
        let topics = try cluster.topics(
            includingInternal: settings[.allTopics], timeout: .seconds(5))
        var table = Table([
            .left("topic"), .right("partitions"), .right("replicas"), .right("records"),
            .left("remark"),
        ])
        for topic in topics {
            let records = TopicsListCommand.records(of: topic, in: cluster)
            if settings[.json] {
                console.line(TopicsListCommand.json(topic, records).text)
            } else {
                table.add([
                    topic.name, Figure.count(topic.partitions), Figure.count(topic.replicas),
                    records.map { Figure.count($0) } ?? "–",
                    topic.leaderless > 0 ? "\(topic.leaderless) without a leader" : "",
                ])
            }
        }
        if settings[.json] { return .success }
        if table.isEmpty {
            console.line(
                "Kafka at \(cluster.brokers) has no topic that this user may see. "
                    + "Make one with `basketwatch topics create`.")
        } else {
            console.show(table)
        }
        return .success
    }

    /// `nil`: not all of its partitions can be asked.
    private static func records(of topic: TopicDescription, in cluster: LogCluster) -> Int64? {
        guard topic.leaderless == 0 else { return nil }
        // One topic that may not be asked does not keep us from the others.
        let ranges = try? cluster.ranges(
            topic.name, partitions: Array(0..<Int32(topic.partitions)), timeout: .seconds(5))
        return ranges.map { $0.values.reduce(0) { $0 + $1.end - $1.start } }
    }

    private static func json(_ topic: TopicDescription, _ records: Int64?) -> JSONValue {
        .object([
            ("topic", .text(topic.name)), ("partitions", .integer(Int64(topic.partitions))),
            ("replicas", .integer(Int64(topic.replicas))),
            ("leaderless_partitions", .integer(Int64(topic.leaderless))),
            ("records", JSONValue(records)),
        ])
    }
}
