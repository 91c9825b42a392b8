import KafkaLog
import KafkaTesting
import Testing
import Waiting

@Suite("What a cluster tells of a topic")
struct TopicDescriptionTests {
    @Test("is who keeps each partition, on the embedded broker too; settings it has none to tell")
    func embedded() throws {
        let broker = try EmbeddedBroker(topics: [.init(name: "clicks", partitions: 2)])
        let cluster = try LogCluster(KafkaSettings(brokers: broker.brokers))

        #expect(
            try cluster.partitions(of: "clicks", timeout: .seconds(5))
                == (0..<2).map {
                    PartitionDescription(partition: $0, leader: 1, replicas: [1], inSync: [1])
                })
        #expect(try cluster.brokerCount(timeout: .seconds(5)) == 1)
        #expect(try cluster.settings(of: "clicks", timeout: .seconds(5)) == nil)
        #expect(throws: KafkaLogError.topicMissing(topic: "none")) {
            try cluster.partitions(of: "none", timeout: .seconds(5))
        }
        // Asking must not have made it.
        #expect(try cluster.topics(timeout: .seconds(5)).map(\.name) == ["clicks"])
    }

    @Test(
        "is, on a real Kafka, its settings and where each comes from",
        .enabled(if: RealKafka.isAvailable, Comment(rawValue: RealKafka.skipped)))
    func real() throws {
        let kafka = try RealKafka.shared()
        let cluster = try LogCluster(kafka.settings)
        let topic = try kafka.makeTopic(
            "described", partitions: 3, configuration: ["retention.ms": "7200000"])

        let partitions = try cluster.partitions(of: topic, timeout: .seconds(10))
        #expect(partitions.map(\.partition) == [0, 1, 2])
        #expect(partitions.allSatisfy { $0.leader != nil && $0.inSync == $0.replicas })
        let settings = try #require(try cluster.settings(of: topic, timeout: .seconds(10)))
        #expect(
            settings.contains(
                TopicSetting(name: "retention.ms", value: "7200000", origin: .topic)))
        #expect(
            settings.contains(
                TopicSetting(name: "cleanup.policy", value: "delete", origin: .standard)))
        #expect(settings.map(\.name) == settings.map(\.name).sorted())
        #expect(try cluster.brokerCount(timeout: .seconds(10)) >= 1)
        #expect(throws: KafkaLogError.topicMissing(topic: "none")) {
            try cluster.settings(of: "none", timeout: .seconds(10))
        }
        #expect(throws: KafkaLogError.topicMissing(topic: "none")) {
            try cluster.partitions(of: "none", timeout: .seconds(10))
        }
    }

    @Test(
        "leaves Kafka's own topics out unless they are asked for",
        .enabled(if: RealKafka.isAvailable, Comment(rawValue: RealKafka.skipped)))
    func internalTopics() throws {
        let kafka = try RealKafka.shared()
        let topic = try kafka.makeTopic("beside", partitions: 1)
        // A member's first question makes the topic that Kafka keeps groups in.
        var member = try GroupMember("only", kafka.settings, topic: topic, group: topic)
        var store = GroupStore()
        let cluster = try LogCluster(kafka.settings)
        func names(_ all: Bool) throws -> [String] {
            try cluster.topics(includingInternal: all, timeout: .seconds(10)).map(\.name)
        }

        try Await.until("Kafka has its topic for groups") {
            try member.step(&store)
            return try names(true).contains("__consumer_offsets")
        }
        #expect(try names(false).contains(topic))
        #expect(try !names(false).contains { $0.hasPrefix("__") })
    }
}
