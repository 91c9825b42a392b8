import KafkaLog
import KafkaTesting
import Testing
import Waiting

@Suite("A cluster client on the embedded broker")
struct EmbeddedClusterTests {
    @Test("knows topics, partitions and that the broker is the embedded one")
    func metadata() throws {
        let broker = try EmbeddedBroker(
            topics: [.init(name: "clicks", partitions: 3), .init(name: "other", partitions: 1)])
        let cluster = try LogCluster(KafkaSettings(brokers: broker.brokers))

        #expect(try cluster.isEmbedded(timeout: .seconds(5)))
        #expect(try cluster.partitionCount("clicks", timeout: .seconds(5)) == 3)
        #expect(Set(try cluster.topics(timeout: .seconds(5)).map(\.name)) == ["clicks", "other"])
        #expect(throws: KafkaLogError.topicMissing(topic: "none")) {
            try cluster.partitionCount("none", timeout: .seconds(5))
        }
        // Asking must not have made it.
        #expect(try cluster.topics(timeout: .seconds(5)).count == 2)
    }

    @Test("knows where every partition ends, asked anew each time")
    func ends() throws {
        let broker = try EmbeddedBroker(topics: [.init(name: "clicks", partitions: 2)])
        let settings = KafkaSettings(brokers: broker.brokers)
        let cluster = try LogCluster(settings)
        var producer = try LogProducer(settings, topic: "clicks")

        try producer.fill(3, partition: 1)
        let first = try cluster.endOffsets("clicks", partitions: [0, 1], timeout: .seconds(5))
        try producer.fill(4, partition: 0)
        let second = try cluster.ranges("clicks", partitions: [0, 1], timeout: .seconds(5))

        #expect(first == [0: 0, 1: 3])
        #expect(second == [0: .init(start: 0, end: 4), 1: .init(start: 0, end: 3)])
    }

    @Test("knows how far a group says that it has come")
    func committed() throws {
        let broker = try EmbeddedBroker(topics: [.init(name: "clicks", partitions: 2)])
        let settings = KafkaSettings(brokers: broker.brokers).tuned(isEmbedded: true)
        try CommitStory.run(settings, topic: "clicks")
    }

    @Test("leaves the making of topics to the broker's start")
    func creation() throws {
        let broker = try EmbeddedBroker(topics: [.init(name: "clicks", partitions: 2)])
        let cluster = try LogCluster(KafkaSettings(brokers: broker.brokers))

        #expect(throws: KafkaLogError.topicsAreMadeAtStart(topic: "more")) {
            try cluster.createTopic(
                TopicPlan(name: "more", partitions: 4), timeout: .seconds(5))
        }
    }

    @Test("says within its time-out that no broker answers")
    func unreachable() throws {
        let cluster = try LogCluster(KafkaSettings(brokers: "127.0.0.1:1"))
        let start = ContinuousClock.now

        #expect {
            try cluster.partitionCount("clicks", timeout: .seconds(1))
        } throws: { error in
            guard case KafkaLogError.unreachable("127.0.0.1:1", _)? = error as? KafkaLogError
            else { return false }
            return "\(error)".contains("basketwatch broker")
        }
        #expect(throws: KafkaLogError.self) { try cluster.id(timeout: .seconds(1)) }
        #expect(throws: KafkaLogError.self) {
            try cluster.endOffsets("clicks", partitions: [0], timeout: .seconds(1))
        }

        #expect(ContinuousClock.now - start < .seconds(6))
    }
}

/// A group's advisory commits, on either broker.
enum CommitStory {
    static func run(_ settings: KafkaSettings, topic: String) throws {
        let group = RealKafka.uniqueName("group")
        let cluster = try LogCluster(settings)
        var producer = try LogProducer(settings, topic: topic)
        try producer.fill(20, partition: 0)
        var store = GroupStore()
        var member = try GroupMember("only", settings, topic: topic, group: group)
        func committed() throws -> [Int32: Int64] {
            try cluster.committedOffsets(
                group: group, topic, partitions: [0, 1], timeout: .seconds(10))
        }

        #expect(try committed().isEmpty)
        try Await.until("all is read") {
            try member.step(&store)
            return store.records == 20
        }
        #expect(member.consumer.memberID != nil)
        member.consumer.commit([.init(partition: 0, offset: 12)])
        try Await.until("the commit has arrived") {
            try member.step(&store)
            return try committed() == [0: 12]
        }

        #expect(member.consumer.failedCommits == 0)
    }
}
