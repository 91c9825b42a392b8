import BasketConsole
import BasketTelemetry
import KafkaLog

struct TopicsDescribeCommand: Command {
    static let name = "topics describe"
    static let summary = "Show a topic, and what of it does not suit us."
    static let note = """
        records: end less start, so transaction markers and what compaction has removed count as \
        well. committed and lag: what the group says of itself, shown where it has said something. As \
        JSON one object: topic, replicas, records, partitions, settings, group, remarks.
        """
    static let settings = SettingList(.brokers, .kafka, .group, .json)
    static let operands = Operands("NAME", "the topic's name")
    static let examples = [
        Example("topics describe clickstream --brokers localhost:9092", "partitions and settings"),
        Example(
            "topics describe clickstream --brokers localhost:9092 --group shop --json",
            "for a program, with how far the group 'shop' has come"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        try TopicName.check(operands[0])
        let log = Log(component: "topics", level: .error, as: console)
        let cluster = try LogCluster(KafkaSettings(settings, log: log))
        let report: TopicsReport
        do {
            report = try TopicsReport(operands[0], group: settings[.group], in: cluster)
        } catch KafkaLogError.topicMissing(let topic) {
            throw try TopicsDescribeCommand.missing(topic, in: cluster)
        }
        if settings[.json] {
            console.line(report.json.text)
        } else {
            report.show(isGroupAskedFor: settings.isSet(.group), on: console)
        }
        return .success
    }

    /// Names the topics that there are.
    private static func missing(
        _ topic: String, in cluster: LogCluster
    ) throws -> CommandFailure {
        let names = try cluster.topics(timeout: .seconds(5)).map(\.name)
        let shown = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
        let advice =
            names.isEmpty
            ? "It has none yet: `basketwatch topics create \(topic)` makes it."
            : "It has \(shown)."
        return CommandFailure("Kafka has no topic '\(topic)'. \(advice)", exitCode: .unavailable)
    }
}
