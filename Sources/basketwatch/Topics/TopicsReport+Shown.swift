import BasketConsole
import KafkaLog

extension TopicsReport {
    // MARK: - As text

    func show(isGroupAskedFor: Bool, on console: Console) {
        console.line(
            "topic \(topic)   \(TopicsReport.counted(partitions.count, "partition"))"
                + "   \(TopicsReport.counted(replicas, "replica"))"
                + "   \(records.map { Figure.count($0) } ?? "an unknown number of") records")
        console.line()
        console.show(hasGroup ? groupTable : partitionTable)
        if isGroupAskedFor, !hasGroup {
            console.line("The group '\(group)' has committed nothing here.")
        }
        if let settings {
            console.line()
            console.show(TopicsReport.table(of: settings))
        }
        let sentences = unanswered + remarks.map { "remark: \($0)" }
        if !sentences.isEmpty { console.line() }
        for sentence in sentences { console.line(sentence) }
    }

    private static let headings: [Table.Column] = [
        .right("partition"), .right("leader"), .left("replicas"), .left("in sync"),
        .right("start"), .right("end"), .right("records"),
    ]

    private var partitionTable: Table {
        var table = Table(TopicsReport.headings)
        for partition in partitions { table.add(partition.cells) }
        return table
    }

    private var groupTable: Table {
        var table = Table(TopicsReport.headings + [.right("committed"), .right("lag")])
        for partition in partitions {
            table.add(
                partition.cells + [partition.committed, partition.lag].map(TopicsReport.figure))
        }
        return table
    }

    static func figure(_ number: Int64?) -> String { number.map { Figure.count($0) } ?? "–" }

    private static func counted(_ count: Int, _ word: String) -> String {
        "\(Figure.count(count)) \(word)\(count == 1 ? "" : "s")"
    }

    private static func table(of settings: [TopicSetting]) -> Table {
        var table = Table([.left("setting"), .left("value"), .left("set by")])
        for setting in settings {
            let origin =
                switch setting.origin {
                case .topic: "the topic"
                case .brokers: "the brokers"
                case .standard: "default"
                }
            table.add([setting.name, setting.words, origin])
        }
        return table
    }

    // MARK: - As JSON

    var json: JSONValue {
        let settings = settings.map { settings in
            JSONValue.object(
                settings.map { setting in
                    let name = setting.name.replacing(".", with: "_")
                    let number = setting.value.flatMap { Int64($0) }
                    return (name, number.map { .integer($0) } ?? JSONValue(setting.value))
                })
        }
        return .object([
            ("topic", .text(topic)), ("replicas", .integer(Int64(replicas))),
            ("records", JSONValue(records)), ("group", .text(group)),
            ("partitions", .list(partitions.map(\.json))), ("settings", settings ?? .null),
            ("remarks", .list(remarks.map { .text($0) })),
            ("unanswered", .list(unanswered.map { .text($0) })),
        ])
    }
}

extension TopicsReport.Partition {
    fileprivate var cells: [String] {
        func list(_ brokers: [Int32]) -> String {
            brokers.map(String.init).joined(separator: ",")
        }
        return [
            "\(description.partition)", description.leader.map { "\($0)" } ?? "none",
            list(description.replicas), list(description.inSync),
            TopicsReport.figure(range?.start), TopicsReport.figure(range?.end),
            TopicsReport.figure(records),
        ]
    }

    fileprivate var json: JSONValue {
        func list(_ brokers: [Int32]) -> JSONValue {
            .list(brokers.map { .integer(Int64($0)) })
        }
        return .object([
            ("partition", .integer(Int64(description.partition))),
            ("leader", JSONValue(description.leader.map { Int64($0) })),
            ("replicas", list(description.replicas)), ("in_sync", list(description.inSync)),
            ("start_offset", JSONValue(range?.start)), ("end_offset", JSONValue(range?.end)),
            ("records", JSONValue(records)), ("committed_offset", JSONValue(committed)),
            ("lag_records", JSONValue(lag)),
        ])
    }
}

extension TopicSetting {
    /// The value as people read it, beside what Kafka is told.
    fileprivate var words: String {
        guard let value else { return "–" }
        guard let number = Int64(value) else { return value }
        switch name {
        case "retention.ms":
            return number < 0 ? "forever" : "\(Figure.duration(.milliseconds(number))) (\(value))"
        case "retention.bytes":
            return number < 0 ? "no limit" : "\(Figure.size(number)) (\(value))"
        case "max.message.bytes": return "\(Figure.size(number)) (\(value))"
        default: return value
        }
    }
}
