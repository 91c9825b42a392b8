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

extension Setting<Bool> {
    static let ifNotExists = Setting(
        flag: "if-not-exists", "end well where the topic is there already, as it is")
}

struct TopicsCreateCommand: Command {
    static let name = "topics create"
    static let summary = "Make a topic for the clickstream."
    static let note = """
        Recovery reads back to the last checkpoint: let the retention be hours at least. The \
        embedded broker makes its topics itself (basketwatch broker --topic NAME --partitions N).
        """
    static let settings = SettingList(
        .brokers, .kafka, .partitions, .retention, .replicationFactor, .ifNotExists)
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
        try TopicName.check(operands[0])
        let log = Log(component: "topics", as: console)
        let cluster = try LogCluster(KafkaSettings(settings, log: log))
        let plan = TopicPlan(
            name: operands[0], partitions: settings[.partitions], retention: settings[.retention],
            replicationFactor: settings[.replicationFactor])
        do {
            try TopicsCreateCommand.checkReplicas(of: plan, in: cluster)
            try cluster.createTopic(plan, timeout: .seconds(20))
        } catch KafkaLogError.topicExists {
            return try TopicsCreateCommand.exists(
                plan, isFine: settings[.ifNotExists], in: cluster, on: console)
        } catch KafkaLogError.topicsAreMadeAtStart
            where TopicsCreateCommand.isThere(plan.name, in: cluster)
        {
            return try TopicsCreateCommand.exists(
                plan, isFine: settings[.ifNotExists], in: cluster, on: console)
        }
        let partitions = plan.partitions == 1 ? "1 partition" : "\(plan.partitions) partitions"
        console.line("made the topic '\(plan.name)' with \(partitions)")
        return .success
    }

    /// Kafka would say so as well, in its own words.
    private static func checkReplicas(of plan: TopicPlan, in cluster: LogCluster) throws {
        // Asked in any case: that nobody answers is known sooner than the making would tell.
        let brokers = try cluster.brokerCount(timeout: .seconds(5))
        guard let factor = plan.replicationFactor, factor > brokers else { return }
        throw CommandFailure(
            "The topic '\(plan.name)' cannot be kept by \(factor) brokers: Kafka at "
                + "\(cluster.brokers) has \(brokers). Set --replication-factor to \(brokers) or "
                + "less, or leave it out.")
    }

    private static func isThere(_ topic: String, in cluster: LogCluster) -> Bool {
        // Without an answer it counts as missing: the error that brought us here says more.
        (try? cluster.partitionCount(topic, timeout: .seconds(5))) != nil
    }

    private static func exists(
        _ plan: TopicPlan, isFine: Bool, in cluster: LogCluster, on console: Console
    ) throws -> ExitCode {
        let count = try cluster.partitionCount(plan.name, timeout: .seconds(5))
        let partitions = count == 1 ? "1 partition" : "\(count) partitions"
        guard !isFine else {
            console.line("the topic '\(plan.name)' is there already, with \(partitions)")
            return .success
        }
        throw CommandFailure(
            "Kafka has a topic '\(plan.name)' already, with \(partitions). Use it (`basketwatch "
                + "topics describe \(plan.name)` shows it; --if-not-exists takes it as it is), or "
                + "choose another name.")
    }
}
