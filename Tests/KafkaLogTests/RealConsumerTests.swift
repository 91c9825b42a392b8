import KafkaLog
import KafkaTesting
import Testing
import Waiting

@Suite(
    "A log consumer on a real Kafka",
    .enabled(if: RealKafka.isAvailable, Comment(rawValue: RealKafka.skipped)))
struct RealConsumerTests {
    @Test("reads past transaction markers and aborted records, up to the end that the broker tells")
    func transactions() throws {
        let kafka = try RealKafka.shared()
        let topic = try kafka.makeTopic("transactions", partitions: 1)
        let other = try TransactionalProducer(brokers: kafka.brokers, topic: topic)
        try other.begin()
        other.send(3, partition: 0)
        try other.commit()
        try other.begin()
        other.send(2, partition: 0)
        try other.abort()
        try other.begin()
        other.send(1, partition: 0)
        try other.commit()
        let cluster = try LogCluster(kafka.settings)

        var consumer = try LogConsumer(
            kafka.settings, topic: topic, from: [.init(partition: 0, offset: 0)])
        var end: Int64 = -1
        let read = try consumer.collect { _, events in
            end = events.compactMap(\.end).last ?? -1
            return end == 9
        }

        // 0 1 2 marker 4 5 (aborted) marker 7 marker: the log ends at 9.
        #expect(read.records.map(\.offset) == [0, 1, 2, 7])
        #expect(end == 9)
        #expect(
            try cluster.endOffsets(topic, partitions: [0], timeout: .seconds(10)) == [0: 9])
        #expect(consumer.position(of: 0) == 9)
        #expect(OffsetGap(expected: 3, next: 7, isEmbedded: false)?.kind == .absent)
    }

    @Test("is at the end where a transaction has been left open, for the broker as for us")
    func openTransaction() throws {
        let kafka = try RealKafka.shared()
        let topic = try kafka.makeTopic("open", partitions: 1)
        var producer = try LogProducer(kafka.settings, topic: topic)
        try producer.fill(5, partition: 0)
        let other = try TransactionalProducer(brokers: kafka.brokers, topic: topic)
        try other.begin()
        other.send(2, partition: 0)
        let cluster = try LogCluster(kafka.settings)

        var consumer = try LogConsumer(
            kafka.settings, topic: topic, from: [.init(partition: 0, offset: 0)])
        let read = try consumer.collect { _, events in !events.isEmpty }
        #expect(read.records.count == 5)
        #expect(read.events == [.endOfPartition(.init(partition: 0, offset: 5))])
        #expect(
            try cluster.endOffsets(topic, partitions: [0], timeout: .seconds(10)) == [0: 5])

        try other.commit()
        let rest = try consumer.collect { records, _ in records.count == 2 }
        #expect(rest.records.map(\.offset) == [5, 6])
    }

    @Test("says so when retention has deleted what was asked for, and goes on after a seek")
    func deleted() throws {
        let kafka = try RealKafka.shared()
        // Small segments, since the one being written is never deleted.
        let topic = try kafka.makeTopic(
            "deleted", partitions: 1,
            configuration: ["retention.bytes": "10000", "segment.bytes": "1048576"])
        var producer = try LogProducer(
            KafkaSettings(brokers: kafka.brokers, properties: ["compression.codec": "none"]),
            topic: topic)
        let filler = String(repeating: "x", count: 10_000)
        for _ in 0..<400 { try producer.send("k", filler) }
        try producer.flush(timeout: .seconds(30))
        let cluster = try LogCluster(kafka.settings)
        var start: Int64 = 0
        try Await.until("retention has deleted something", within: 60) {
            start =
                try cluster.startOffsets(
                    topic, partitions: [0], timeout: .seconds(10))[0] ?? 0
            return start > 0
        }

        var consumer = try LogConsumer(
            kafka.settings, topic: topic, from: [.init(partition: 0, offset: 0)])
        let lost = try consumer.collect { _, events in !events.isEmpty }
        #expect(lost.records.isEmpty)
        #expect(lost.events == [.outOfRange(.init(partition: 0, offset: 0))])

        try consumer.seek(.init(partition: 0, offset: 399))
        let read = try consumer.collect { records, _ in !records.isEmpty }
        #expect(read.records.map(\.offset) == [399])
    }

    @Test("says so when it is asked to start behind the end")
    func behindTheEnd() throws {
        let kafka = try RealKafka.shared()
        let topic = try kafka.makeTopic("behind", partitions: 1)

        var consumer = try LogConsumer(
            kafka.settings, topic: topic, from: [.init(partition: 0, offset: 7)])
        let read = try consumer.collect { _, events in !events.isEmpty }

        #expect(read.events == [.outOfRange(.init(partition: 0, offset: 7))])
    }
}

extension LogEvent {
    /// The offset of an end of partition.
    var end: Int64? {
        if case .endOfPartition(let place) = self { return place.offset }
        return nil
    }
}
