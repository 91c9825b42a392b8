import KafkaLog
import KafkaTesting
import Testing
import Waiting

@Suite(
    "With a broker that dies and comes back",
    .enabled(if: RealKafka.canStart, Comment(rawValue: RealKafka.skipped)))
struct BrokerFailureTests {
    @Test("a member, a producer and a cluster client go on, and nothing is lost or doubled")
    func killAndRevive() throws {
        let kafka = try RealKafka()
        let topic = try kafka.makeTopic("killed", partitions: 2)
        let cluster = try LogCluster(kafka.settings)
        var producer = try LogProducer(kafka.settings, topic: topic)
        var store = GroupStore()
        var member = try GroupMember("only", kafka.settings, topic: topic, group: "killed")
        try producer.fill(1000)
        try Await.until("the first half is read") {
            try member.step(&store)
            return store.records == 1000
        }

        try kafka.kill()
        for index in 1000..<2000 { try producer.send("k\(index)", "v\(index)") }
        #expect(throws: KafkaLogError.self) {
            try cluster.endOffsets(topic, partitions: [0, 1], timeout: .seconds(1))
        }
        try Await.until("the member says that no broker answers") {
            try member.step(&store)
            return store.isUnreachable
        }
        try kafka.revive()
        try producer.flush(timeout: .seconds(60))
        try Await.until("all is read", within: 60) {
            try member.step(&store)
            return store.records >= 2000
        }

        #expect(producer.acknowledged == 2000)
        #expect(store.records == 2000)
        #expect(store.faults.isEmpty, "\(store.faults.prefix(5))")
        let ends = try cluster.endOffsets(topic, partitions: [0, 1], timeout: .seconds(20))
        #expect(ends.values.reduce(0, +) == 2000)
    }

    @Test("closing does not wait for it")
    func closing() throws {
        let kafka = try RealKafka()
        let topic = try kafka.makeTopic("closing", partitions: 2)
        var store = GroupStore()
        var member = try GroupMember("only", kafka.settings, topic: topic, group: "closing")
        try Await.until("it owns both") {
            try member.step(&store)
            return member.owned.count == 2
        }

        try kafka.kill()
        let start = ContinuousClock.now
        _ = consume member

        #expect(ContinuousClock.now - start < .seconds(5))
    }
}
