import BasketPipeline
import KafkaLog
import KafkaTesting
import Testing
import Waiting

/// What only a real broker does: transactions, retention, dying and coming back.
extension Integration.OnRealKafka {
    /// The end of a transaction is confirmed before its marker is in the log.
    private func awaitEnd(_ end: Int64, of stream: TestStream) throws {
        let cluster = try LogCluster(stream.kafka)
        try Await.until("the log ends at \(end)") {
            try cluster.endOffsets(stream.topic, partitions: [0], timeout: .seconds(10))
                == [0: end]
        }
    }

    @Test("ends at the topic's end, the trailing markers of transactions read past")
    func markers() throws {
        let stream = try stream("markers", partitions: 2)
        let producer = try TransactionalProducer(
            brokers: stream.kafka.brokers, topic: stream.topic)
        for round in 0..<4 {
            try producer.begin()
            producer.send(5, partition: 0)
            if round % 2 == 0 { try producer.commit() } else { try producer.abort() }
        }
        try awaitEnd(4 * 5 + 4, of: stream)

        let end = try ChildProcessor(stream, ["--until-end"]).waitForEnd()
        #expect(end.code == 0, "\(end.errors)")
        let total = try stream.total()
        #expect(total.read == 10)
        #expect(total.quarantined == 10)
        #expect(total.absent == 4 + 10, "markers, and what was aborted")
        #expect(try stream.status().partitions.allSatisfy { $0.ledger.differences.isEmpty })

        // And on from there.
        try producer.begin()
        producer.send(1, partition: 0)
        try producer.commit()
        try awaitEnd(4 * 5 + 4 + 1 + 1, of: stream)
        try stream.runToEnd()
        #expect(try stream.total().absent == 4 + 10 + 1)
        let found = try FinalTables(stream)
        #expect(try found.differences(from: UndisturbedRun(stream).tables()) == [])
        try stream.expectVerified()
    }

    @Test("waits out a broker that was killed")
    func killedBroker() throws {
        let kafka = try RealKafka()
        let stream = try TestStream(
            kafka.settings, topic: kafka.makeTopic("broker", partitions: 4))
        var feed = try Feed(stream, seed: 23)
        try feed.send(2_000)
        let running = stream.start { $0.workers = 2 }
        try stream.awaitCommitted(2_000)

        try kafka.kill()
        try running.awaitLine("Kafka has a difficulty")
        try kafka.revive()
        try feed.send(2_000)
        try stream.awaitCommitted(feed.sent)
        try kafka.kill()
        try kafka.revive()
        try feed.send(1_000)
        try stream.awaitCommitted(feed.sent)
        try running.stop()

        try expectAll(feed, in: stream)
    }

    @Test("can be stopped within 5 s while the broker is away")
    func stoppedWithoutBroker() throws {
        let kafka = try RealKafka()
        let stream = try TestStream(
            kafka.settings, topic: kafka.makeTopic("away", partitions: 4))
        var feed = try Feed(stream, seed: 24)
        try feed.send(1_000)
        let child = try ChildProcessor(stream)
        try stream.awaitCommitted(1_000)
        try kafka.kill()
        try Await.until("it is missed") { child.log.contains("Kafka has a difficulty") }
        try child.stop()
        try kafka.revive()
        try feed.send(500)
        try stream.runToEnd()

        try expectAll(feed, in: stream)
    }

    @Test("stops a partition whose records were deleted before they were read")
    func deleted() throws {
        let kafka = try RealKafka.shared()
        let topic = try kafka.makeTopic(
            "deleted", partitions: 1,
            configuration: ["retention.bytes": "10000", "segment.bytes": "1048576"])
        // Uncompressed, so that the records fill segments.
        let settings = KafkaSettings(
            brokers: kafka.brokers, properties: ["compression.codec": "none"])
        let stream = try TestStream(settings, topic: topic)
        var producer = try LogProducer(stream.kafka, topic: topic)
        for number in 0..<100 { try producer.send(.add(number)) }
        try producer.flush(timeout: .seconds(30))
        try stream.runToEnd()

        for number in 100..<8_000 {
            try producer.send(.add(number, padding: 400))
        }
        try producer.flush(timeout: .seconds(30))
        let cluster = try LogCluster(stream.kafka)
        try Await.until("retention has deleted something", within: 60) {
            let starts = try cluster.startOffsets(
                topic, partitions: [0], timeout: .seconds(10))
            return starts[0, default: 0] > 100
        }
        let end = try ChildProcessor(stream, ["--until-end"]).waitForEnd()
        #expect(end.code == 1, "\(end.errors.suffix(3_000))")
        #expect(end.errors.contains("Partition 0 stopped: the records that come next are gone"))
        #expect(end.errors.contains("at=\"0: from offset 100 to "))
        #expect(try stream.total().nextOffset == 100)
        #expect(try stream.status().partitions[0].ledger.differences == [])
    }
}
