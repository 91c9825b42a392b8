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

/// Who keeps one partition of a topic. Brokers go by their ids.
public struct PartitionDescription: Hashable, Sendable {
    public let partition: Int32
    /// `nil`: no broker leads it at present.
    public let leader: Int32?
    public let replicas: [Int32]
    /// The replicas that have all that the leader has.
    public let inSync: [Int32]

    public init(partition: Int32, leader: Int32?, replicas: [Int32], inSync: [Int32]) {
        self.partition = partition
        self.leader = leader
        self.replicas = replicas
        self.inSync = inSync
    }
}

extension LogCluster {
    /// What the brokers know of one topic, or of all with `nil`.
    func metadata(
        of topic: String?, timeout: Duration
    ) throws(KafkaLogError) -> [TopicDescription] {
        try ask(for: topic, timeout: timeout) { TopicDescription($0) }
    }

    /// Who keeps each partition of a topic, in order.
    ///
    /// - Throws: `topicMissing`, and what keeps us from asking.
    public func partitions(
        of topic: String, timeout: Duration
    ) throws(KafkaLogError) -> [PartitionDescription] {
        let found = try ask(for: topic, timeout: timeout) { entry in
            (0..<Int(entry.partition_cnt)).map { PartitionDescription(entry.partitions[$0]) }
        }
        guard let partitions = found.first else { throw .topicMissing(topic: topic) }
        return partitions.sorted { $0.partition < $1.partition }
    }

    /// How many brokers the cluster has at present.
    public func brokerCount(timeout: Duration) throws(KafkaLogError) -> Int {
        var answer: UnsafePointer<rd_kafka_metadata>?
        try client.askPatiently("asking for brokers", timeout: timeout) {
            rd_kafka_metadata(client.raw, 0, nil, &answer, $0)
        }
        guard let answer else { return 0 }
        defer { rd_kafka_metadata_destroy(answer) }
        return Int(answer.pointee.broker_cnt)
    }

    /// Asks for one topic, or for all, and reads what is told of each that is there.
    private func ask<Value>(
        for topic: String?, timeout: Duration, read: (rd_kafka_metadata_topic) -> Value
    ) throws(KafkaLogError) -> [Value] {
        // On the embedded broker, to ask for a topic by name is to make it.
        let asked = try isEmbedded(timeout: timeout) ? nil : topic
        let handle = asked.flatMap { rd_kafka_topic_new(client.raw, $0, nil) }
        defer { handle.map { rd_kafka_topic_destroy($0) } }
        var answer: UnsafePointer<rd_kafka_metadata>?
        try client.askPatiently("asking for topics", topic: topic ?? "", timeout: timeout) {
            rd_kafka_metadata(client.raw, asked == nil ? 1 : 0, handle, &answer, $0)
        }
        guard let answer else { return [] }
        defer { rd_kafka_metadata_destroy(answer) }
        var found: [Value] = []
        for index in 0..<Int(answer.pointee.topic_cnt) {
            let entry = answer.pointee.topics[index]
            let name = String(cString: entry.topic)
            if let topic, name != topic { continue }
            // Among all topics one in trouble is still one; how much of it is there, it says.
            if topic != nil {
                try KafkaLogError.check(
                    entry.err,
                    client.circumstance(
                        "to see the topic '\(name)' (the right Describe on it)", topic: name))
            }
            found.append(read(entry))
        }
        return found
    }
}

extension PartitionDescription {
    init(_ entry: rd_kafka_metadata_partition) {
        partition = entry.id
        leader = entry.leader < 0 ? nil : entry.leader
        replicas = (0..<Int(entry.replica_cnt)).map { entry.replicas[$0] }
        inSync = (0..<Int(entry.isr_cnt)).map { entry.isrs[$0] }
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
