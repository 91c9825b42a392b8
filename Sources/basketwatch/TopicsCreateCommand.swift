import BasketConsole
import BasketTelemetry
import KafkaLog

extension Setting<Duration?> {
    static let retention = Setting(
        "retention", "how long the topic keeps records",
        .duration(atLeast: .seconds(1)), whenUnset: "the broker's own setting")
}

extension Setting<Int?> {
    static let replicationFactor = Setting(
        "replication-factor", "how many brokers keep each record", .integer(in: 1...64),
        whenUnset: "the broker's own setting")
}

struct TopicsCreateCommand: Command {
    static let name = "topics create"
    static let summary = "Make a topic for the clickstream."
    static let note = """
        Recovery reads back to the last checkpoint: let the retention be hours at least. The \
        embedded broker makes its topics itself (basketwatch broker --topic NAME --partitions N).
        """
    static let settings = SettingList(
        .brokers, .kafka, .partitions, .retention, .replicationFactor)
    static let operands = Operands("NAME", "the topic's name")
    static let examples = [
        Example(
            "topics create clickstream --brokers localhost:9092 --partitions 8",
            "8 partitions: at most 8 workers can share them"),
        Example(
            "topics create clickstream --brokers k1:9092 --retention 7d --replication-factor 3",
            "kept for a week on three brokers"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        let log = Log(component: "topics", as: console)
        let cluster = try LogCluster(KafkaSettings(settings, log: log))
        let plan = TopicPlan(
            name: operands[0], partitions: settings[.partitions], retention: settings[.retention],
            replicationFactor: settings[.replicationFactor])
        try cluster.createTopic(plan, timeout: .seconds(20))
        console.line("made the topic '\(plan.name)' with \(plan.partitions) partitions")
        return .success
    }
}
