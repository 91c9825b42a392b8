import KafkaLog
import KafkaTesting
import Testing
import Waiting

/// The same stories on both kinds of broker.
enum GroupStory {
    /// A second member joins while records flow, and leaves again.
    static func handOver(_ settings: KafkaSettings, topic: String, rounds: Int) throws {
        let group = RealKafka.uniqueName("group")
        let all = Set<Int32>(0..<4)
        var store = GroupStore()
        var sent = 0
        var producer = try LogProducer(settings, topic: topic)
        var first = try GroupMember("first", settings, topic: topic, group: group)

        func produce() throws {
            for _ in 0..<500 {
                try producer.send("k\(sent)", "v\(sent)")
                sent += 1
            }
        }
        try Await.until("the first member owns all") {
            try produce()
            try first.step(&store)
            return first.owned == all
        }
        for _ in 0..<rounds {
            var second = try GroupMember("second", settings, topic: topic, group: group)
            try Await.until("both own a half") {
                try produce()
                try first.step(&store)
                try second.step(&store)
                return first.owned.count == 2 && second.owned.count == 2
            }
            #expect(first.owned.isDisjoint(with: second.owned))
            // Leaves in the middle: its partitions' positions are in the store.
            _ = consume second
            try Await.until("the first member owns all again") {
                try produce()
                try first.step(&store)
                return first.owned == all
            }
        }
        try producer.flush(timeout: .seconds(30))
        try Await.until("everything is read") {
            try first.step(&store)
            return store.records >= sent
        }

        #expect(store.faults.isEmpty, "\(store.faults.prefix(5))")
        #expect(store.records == sent)
        #expect(store.handOvers >= 1 + 2 * rounds)
    }
}

@Suite("A group on the embedded broker")
struct EmbeddedGroupTests {
    @Test("hands partitions over without losing or repeating a record")
    func handOver() throws {
        let broker = try EmbeddedBroker(topics: [.init(name: "clicks", partitions: 4)])
        let settings = KafkaSettings(brokers: broker.brokers).tuned(isEmbedded: true)
        try GroupStory.handOver(settings, topic: "clicks", rounds: 1)
    }
}

@Suite(
    "A group on a real Kafka",
    .enabled(if: RealKafka.isAvailable, Comment(rawValue: RealKafka.skipped)))
struct RealGroupTests {
    @Test("hands partitions over without losing or repeating a record")
    func handOver() throws {
        let kafka = try RealKafka.shared()
        let topic = try kafka.makeTopic("handover", partitions: 4)
        try GroupStory.handOver(kafka.settings, topic: topic, rounds: 3)
    }
}
