import CRdkafka
import KafkaTesting
import Testing
import Waiting

@testable import KafkaLog

@Suite(
    "A static member whose client can do nothing more",
    .enabled(if: RealKafka.canStart, Comment(rawValue: RealKafka.skipped)))
struct RenewalTests {
    @Test(
        "joins anew with another client and goes on where the store stands; soon again only if missed"
    )
    func renewal() throws {
        let kafka = try RealKafka()
        let topic = try kafka.makeTopic("renewal", partitions: 4)
        var settings = kafka.settings
        settings.properties["group.instance.id"] = "a-name-of-its-own"
        settings.properties["session.timeout.ms"] = "6000"
        var store = GroupStore()
        var sent = 0
        var producer = try LogProducer(kafka.settings, topic: topic)
        func produce() throws {
            for _ in 0..<100 {
                try producer.send("k\(sent)", "v\(sent)")
                sent += 1
            }
            try producer.flush(timeout: .seconds(30))
        }
        var member = try GroupMember(
            "member", settings, topic: topic, group: RealKafka.uniqueName("group"))
        try produce()
        try Await.until("it has read all") {
            try member.step(&store)
            return store.records == sent
        }

        breakClient(of: member)
        try Await.until("it has lost its partitions") {
            try member.step(&store)
            return member.owned.isEmpty
        }
        try produce()
        try Await.until("it has read all again", within: 60) {
            try member.step(&store)
            return store.records == sent && member.owned.count == 4
        }

        // The group misses it: what follows need not be another's doing.
        try kafka.pause()
        try Await.until("it has lost its partitions again", within: 60) {
            try member.step(&store)
            return member.owned.isEmpty
        }
        breakClient(of: member)
        try member.step(&store)
        try kafka.resume()
        try produce()
        try Await.until("it has read all once more", within: 60) {
            try member.step(&store)
            return store.records == sent && member.owned.count == 4
        }
        #expect(store.faults == [])

        breakClient(of: member)
        #expect(throws: KafkaLogError.self) {
            try Await.until("it ends") {
                try member.step(&store)
                return false
            }
        }
    }

    private func breakClient(of member: borrowing GroupMember) {
        let code = RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID
        #expect(
            rd_kafka_test_fatal_error(member.consumer.client.raw, code, "for a test")
                == RD_KAFKA_RESP_ERR_NO_ERROR)
    }
}
