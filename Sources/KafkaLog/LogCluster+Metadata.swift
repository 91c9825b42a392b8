import CRdkafka

/// What a cluster says of one topic.
public struct TopicDescription: Hashable, Sendable {
    public let name: String
    public let partitions: Int
    /// How many brokers keep each partition.
    public let replicas: Int
    /// Partitions that no broker leads at present: nothing can be read from or written to them.
    public let leaderless: Int

    public init(name: String, partitions: Int, replicas: Int, leaderless: Int) {
        self.name = name
        self.partitions = partitions
        self.replicas = replicas
        self.leaderless = leaderless
    }
}

extension LogCluster {
    /// What the brokers know of one topic, or of all with `nil`.
    func metadata(
        of topic: String?, timeout: Duration
    ) throws(KafkaLogError) -> [TopicDescription] {
        if let topic, try isEmbedded(timeout: timeout) {
            // There, to ask for a topic by name is to make it.
            return try metadata(of: nil, timeout: timeout).filter { $0.name == topic }
        }
        let handle = topic.flatMap { rd_kafka_topic_new(client.raw, $0, nil) }
        defer { handle.map { rd_kafka_topic_destroy($0) } }
        var answer: UnsafePointer<rd_kafka_metadata>?
        try client.ask("asking for topics", topic: topic ?? "") {
            rd_kafka_metadata(
                client.raw, topic == nil ? 1 : 0, handle, &answer, timeout.milliseconds)
        }
        guard let answer else { return [] }
        defer { rd_kafka_metadata_destroy(answer) }
        var found: [TopicDescription] = []
        for index in 0..<Int(answer.pointee.topic_cnt) {
            let entry = answer.pointee.topics[index]
            try KafkaLogError.check(
                entry.err, client.circumstance("to see the topic", topic: topic ?? ""))
            found.append(TopicDescription(entry))
        }
        return found
    }
}

extension TopicDescription {
    init(_ entry: rd_kafka_metadata_topic) {
        name = String(cString: entry.topic)
        partitions = Int(entry.partition_cnt)
        let all = (0..<Int(entry.partition_cnt)).map { entry.partitions[$0] }
        replicas = all.map { Int($0.replica_cnt) }.min() ?? 0
        leaderless = all.count { $0.leader < 0 }
    }
}
