import KafkaLog
import Testing
import Waiting

@Suite("A log consumer on the embedded broker")
struct LogConsumerTests {
    private static let topic = "clicks"

    private func broker(partitions: Int = 1) throws -> EmbeddedBroker {
        try EmbeddedBroker(topics: [.init(name: Self.topic, partitions: partitions)])
    }

    @Test("reads back what was sent: key, value, partition, timestamp, in order")
    func roundTrip() throws {
        let broker = try broker(partitions: 3)
        let settings = KafkaSettings(brokers: broker.brokers)
        var producer = try LogProducer(settings, topic: Self.topic)
        for index in 0..<300 { try producer.send("k\(index % 7)", "v\(index)") }
        try producer.send(nil, "no key", partition: 2)
        try producer.send("", "", partition: 2)
        try producer.flush(timeout: .seconds(20))

        var consumer = try LogConsumer(
            settings, topic: Self.topic, from: (0..<3).map { .init(partition: $0, offset: 0) })
        let read = try consumer.collect { records, _ in records.count >= 302 }

        #expect(read.records.count == 302)
        // The wall clock's: after 2020.
        #expect(read.records.allSatisfy { ($0.timestampMilliseconds ?? 0) > 1_577_836_800_000 })
        for partition in Int32(0)..<3 {
            let offsets = read.records.filter { $0.partition == partition }.map(\.offset)
            #expect(offsets == Array(0..<Int64(offsets.count)))
        }
        let partitionsByKey = Dictionary(grouping: read.records.filter { $0.key?.first == "k" }) {
            $0.key
        }
        #expect(partitionsByKey.values.allSatisfy { Set($0.map(\.partition)).count == 1 })
        #expect(read.records.contains { $0.key == nil && $0.value == "no key" })
        #expect(read.records.contains { $0.key?.isEmpty == true && $0.value.isEmpty })
    }

    @Test("starts where it is told to, and says where the end is")
    func fromOffset() throws {
        let broker = try broker()
        let settings = KafkaSettings(brokers: broker.brokers)
        var producer = try LogProducer(settings, topic: Self.topic)
        try producer.fill(100)

        var consumer = try LogConsumer(
            settings, topic: Self.topic, from: [.init(partition: 0, offset: 90)])
        let read = try consumer.collect { _, events in !events.isEmpty }

        #expect(read.records.map(\.value) == (90..<100).map { "v\($0)" })
        #expect(read.events == [.endOfPartition(.init(partition: 0, offset: 100))])
        #expect(consumer.position(of: 0) == 100)
        #expect(consumer.cachedEndOffset(0) == 100)
    }

    @Test("brings no more than the limit asked for, and the rest at the next polls")
    func limit() throws {
        let broker = try broker()
        let settings = KafkaSettings(brokers: broker.brokers)
        var producer = try LogProducer(settings, topic: Self.topic)
        try producer.fill(50)
        var consumer = try LogConsumer(
            settings, topic: Self.topic, from: [.init(partition: 0, offset: 0)])

        var sizes: [Int] = []
        try Await.until("all is read") {
            let batch = try consumer.poll(limit: 7, timeoutMilliseconds: 20)
            if !batch.records.isEmpty { sizes.append(batch.records.count) }
            return sizes.reduce(0, +) == 50
        }

        #expect(sizes.allSatisfy { $0 <= 7 })
    }

    @Test("says so when the broker has forgotten what was asked for, and goes on after a seek")
    func forgotten() throws {
        let broker = try broker()
        let settings = KafkaSettings(brokers: broker.brokers)
        let cluster = try LogCluster(settings)
        var producer = try LogProducer(
            KafkaSettings(
                brokers: broker.brokers, properties: ["compression.codec": "none"]),
            topic: Self.topic)
        let filler = String(repeating: "x", count: 10_000)
        for index in 0..<1000 {
            try producer.send("k", filler)
            if index % 100 == 99 { try producer.flush(timeout: .seconds(10)) }
        }
        let range = try #require(
            try cluster.ranges(Self.topic, partitions: [0], timeout: .seconds(5))[0])
        #expect(range.start > 0 && range.end == 1000)

        var consumer = try LogConsumer(
            settings, topic: Self.topic, from: [.init(partition: 0, offset: 0)])
        let first = try consumer.collect { _, events in !events.isEmpty }
        #expect(first.records.isEmpty)
        #expect(first.events == [.outOfRange(.init(partition: 0, offset: 0))])
        #expect(OffsetGap(outOfRange: 0, start: range.start)?.count == range.start)

        try consumer.seek(.init(partition: 0, offset: range.start))
        let second = try consumer.collect { _, events in !events.isEmpty }
        #expect(second.records.map(\.offset) == Array(range.start..<1000))
    }

    @Test("stands still where it is paused, and misses nothing after it")
    func pausing() throws {
        let broker = try broker(partitions: 2)
        let settings = KafkaSettings(brokers: broker.brokers)
        var producer = try LogProducer(settings, topic: Self.topic)
        try producer.fill(10, partition: 0)
        try producer.fill(10, partition: 1)
        var consumer = try LogConsumer(
            settings, topic: Self.topic, from: (0..<2).map { .init(partition: $0, offset: 0) })
        _ = try consumer.collect { records, _ in records.count == 20 }

        try consumer.pause([0])
        try producer.fill(10, partition: 0, from: 10)
        try producer.fill(10, partition: 1, from: 10)
        let paused = try consumer.collect { records, _ in records.count == 10 }
        try consumer.resume([0])
        let resumed = try consumer.collect { records, _ in records.count == 10 }

        #expect(paused.records.allSatisfy { $0.partition == 1 })
        #expect(resumed.records.map(\.offset) == Array(10..<20))
        #expect(resumed.records.allSatisfy { $0.partition == 0 })
    }

    @Test("takes partitions up and gives them up while it reads")
    func takingUp() throws {
        let broker = try broker(partitions: 2)
        let settings = KafkaSettings(brokers: broker.brokers)
        var producer = try LogProducer(settings, topic: Self.topic)
        try producer.fill(10, partition: 0)
        try producer.fill(10, partition: 1)
        var consumer = try LogConsumer(
            settings, topic: Self.topic, from: [.init(partition: 0, offset: 0)])
        _ = try consumer.collect { records, _ in records.count == 10 }

        try consumer.assign([.init(partition: 1, offset: 5)])
        let both = try consumer.collect { records, _ in records.count == 5 }
        try consumer.release([0])
        try producer.fill(10, partition: 0, from: 10)
        try producer.fill(10, partition: 1, from: 10)
        let rest = try consumer.collect { records, _ in records.count == 10 }

        #expect(both.records.map(\.offset) == Array(5..<10))
        #expect(rest.records.allSatisfy { $0.partition == 1 })
        #expect(consumer.position(of: 0) == nil)
    }

    @Test("reports that no broker answers, while it goes on trying")
    func unreachable() throws {
        var consumer = try LogConsumer(
            KafkaSettings(brokers: "127.0.0.1:1"), topic: Self.topic,
            from: [.init(partition: 0, offset: 0)])

        let read = try consumer.collect(within: 10) { _, events in !events.isEmpty }

        guard case .failed(.unreachable("127.0.0.1:1", _), nil)? = read.events.first else {
            Issue.record("\(read.events)")
            return
        }
    }
}
