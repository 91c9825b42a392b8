import KafkaLog
import KafkaTesting
import Testing

@Suite(
    "A cluster client on a real Kafka",
    .enabled(if: RealKafka.isAvailable, Comment(rawValue: RealKafka.skipped)))
struct RealClusterTests {
    @Test("makes topics, usable at once, and tells why not")
    func topics() throws {
        let kafka = try RealKafka.shared()
        let cluster = try LogCluster(kafka.settings)
        let name = RealKafka.uniqueName("made")
        var plan = TopicPlan(
            name: name, partitions: 5, retention: .seconds(3600), replicationFactor: 1,
            configuration: ["cleanup.policy": "delete"])

        try cluster.createTopic(plan, timeout: .seconds(30))

        #expect(try cluster.partitionCount(name, timeout: .seconds(10)) == 5)
        #expect(
            try cluster.topics(timeout: .seconds(10)).first { $0.name == name }
                == TopicDescription(name: name, partitions: 5, replicas: 1, leaderless: 0))
        #expect(throws: KafkaLogError.topicExists(topic: name)) {
            try cluster.createTopic(plan, timeout: .seconds(30))
        }
        plan.name += "-b"
        plan.replicationFactor = 100
        expectRefusal(of: plan, by: cluster)
        plan.replicationFactor = 1
        plan.configuration["no.such.setting"] = "1"
        expectRefusal(of: plan, by: cluster)
        plan.configuration = [:]
        plan.name = "not a name"
        expectRefusal(of: plan, by: cluster)
    }

    private func expectRefusal(of plan: TopicPlan, by cluster: LogCluster) {
        #expect {
            try cluster.createTopic(plan, timeout: .seconds(30))
        } throws: { error in
            guard case KafkaLogError.topicRefused(plan.name, let reason)? = error as? KafkaLogError
            else { return false }
            return !reason.isEmpty
        }
    }

    @Test("knows what is there and what is not")
    func metadata() throws {
        let kafka = try RealKafka.shared()
        let cluster = try LogCluster(kafka.settings)

        #expect(try !cluster.isEmbedded(timeout: .seconds(10)))
        #expect(throws: KafkaLogError.topicMissing(topic: "none")) {
            try cluster.partitionCount("none", timeout: .seconds(10))
        }
        #expect(throws: KafkaLogError.topicMissing(topic: "none")) {
            try cluster.endOffsets("none", partitions: [0], timeout: .seconds(10))
        }
    }

    @Test("knows how far a group says that it has come")
    func committed() throws {
        let kafka = try RealKafka.shared()
        let topic = try kafka.makeTopic("committed", partitions: 2)
        try CommitStory.run(kafka.settings, topic: topic)
    }
}
