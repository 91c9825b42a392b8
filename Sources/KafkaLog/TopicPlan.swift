/// A topic to be made.
public struct TopicPlan: Hashable, Sendable {
    public var name: String
    public var partitions: Int
    /// How long records are kept; `nil`: the broker's own setting.
    public var retention: Duration?
    /// How many brokers keep each record; `nil`: the broker's own setting.
    public var replicationFactor: Int?
    /// Further settings of the topic by Kafka's own names.
    public var configuration: [String: String]

    public init(
        name: String, partitions: Int, retention: Duration? = nil,
        replicationFactor: Int? = nil, configuration: [String: String] = [:]
    ) {
        self.name = name
        self.partitions = partitions
        self.retention = retention
        self.replicationFactor = replicationFactor
        self.configuration = configuration
    }

    /// Everything the broker is told besides the counts; the retention goes before a
    /// `retention.ms` of `configuration`.
    var settings: [(String, String)] {
        var all = configuration
        if let retention { all["retention.ms"] = String(retention.wholeMilliseconds) }
        return all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
