import BasketConsole
import KafkaLog

/// All that can be found out about one topic.
struct TopicsReport {
    struct Partition {
        let description: PartitionDescription
        /// `nil`: nobody leads it, so nobody can be asked.
        let range: LogCluster.Range?
        /// How far the group says that it has come; `nil`: it has said nothing.
        let committed: Int64?

        var records: Int64? { range.map { $0.end - $0.start } }
        var lag: Int64? {
            guard let committed, let range else { return nil }
            return max(0, range.end - committed)
        }
    }

    /// The settings that decide whether a topic suits us.
    static let settingNames = [
        "cleanup.policy", "retention.ms", "retention.bytes", "max.message.bytes",
        "message.timestamp.type", "min.insync.replicas",
    ]

    let topic: String
    let group: String
    let partitions: [Partition]
    /// Those of ``settingNames``; `nil`: they could not be asked.
    let settings: [TopicSetting]?
    /// Questions that were not answered, each in a sentence.
    let unanswered: [String]
    /// How many brokers the cluster has.
    let brokers: Int

    private static let timeout = Duration.seconds(5)

    /// - Throws: what keeps us from seeing the partitions; the rest is said in ``unanswered``.
    init(_ topic: String, group: String, in cluster: LogCluster) throws {
        self.topic = topic
        self.group = group
        let timeout = TopicsReport.timeout
        var unanswered: [String] = []
        func ask<Answer>(_ question: () throws -> Answer) -> Answer? {
            do {
                return try question()
            } catch {
                unanswered.append("\(error)")
                return nil
            }
        }
        let found = try cluster.partitions(of: topic, timeout: timeout)
        let led = found.filter { $0.leader != nil }.map(\.partition)
        let ranges = ask { try cluster.ranges(topic, partitions: led, timeout: timeout) } ?? [:]
        let committed =
            ask {
                try cluster.committedOffsets(
                    group: group, topic, partitions: found.map(\.partition), timeout: timeout)
            } ?? [:]
        partitions = found.map {
            Partition(
                description: $0, range: ranges[$0.partition], committed: committed[$0.partition])
        }
        let all = ask { try cluster.settings(of: topic, timeout: timeout) }
        if case .some(.none) = all {
            unanswered.append(
                try cluster.isEmbedded(timeout: timeout)
                    ? "The embedded broker has no settings to show; it keeps about 5 MiB a partition."
                    : "This broker does not tell a topic's settings.")
        }
        settings = all.flatMap { $0 }.map { all in
            TopicsReport.settingNames.compactMap { name in all.first { $0.name == name } }
        }
        brokers = ask { try cluster.brokerCount(timeout: timeout) } ?? 0
        self.unanswered = unanswered
    }

    /// How many brokers keep each partition, at least.
    var replicas: Int { partitions.map(\.description.replicas.count).min() ?? 0 }

    /// `nil`: not all partitions could be asked.
    var records: Int64? {
        partitions.reduce(Int64(0) as Int64?) { sum, partition in
            guard let sum, let records = partition.records else { return nil }
            return sum + records
        }
    }

    var hasGroup: Bool { partitions.contains { $0.committed != nil } }

    func setting(_ name: String) -> String? {
        settings?.first { $0.name == name }?.value ?? nil
    }
}
