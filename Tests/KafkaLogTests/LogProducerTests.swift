import KafkaLog
import KafkaTesting
import Testing

@Suite("A log producer")
struct LogProducerTests {
    /// Hashes of Kafka's own test of its murmur2 (UtilsTest.testMurmur2), and what they mean for a
    /// partition: the hash without its sign, modulo the number of partitions.
    @Test(
        "puts a key where Java's clients put it",
        arguments: [
            ("21", -973_932_308),
            ("foobar", -790_332_482),
            ("a-little-bit-long-string", -985_981_536),
            ("a-little-bit-longer-string", -1_486_304_829),
            ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971),
            ("abc", 479_470_107),
        ] as [(String, Int32)])
    func partitioning(key: String, murmur2: Int32) throws {
        let partitions: Int32 = 17
        let broker = try EmbeddedBroker(
            topics: [.init(name: "clicks", partitions: Int(partitions))])
        let settings = KafkaSettings(brokers: broker.brokers)
        var producer = try LogProducer(settings, topic: "clicks")
        try producer.send(key, "value")
        try producer.flush(timeout: .seconds(10))

        let partition = (murmur2 & 0x7FFF_FFFF) % partitions
        var consumer = try LogConsumer(
            settings, topic: "clicks", from: [.init(partition: partition, offset: 0)])
        let read = try consumer.collect { records, events in
            !records.isEmpty || !events.isEmpty
        }

        #expect(read.records.map(\.key) == [key])
    }

    @Test("counts what it sent and what was acknowledged")
    func counting() throws {
        let broker = try EmbeddedBroker(topics: [.init(name: "clicks", partitions: 2)])
        var producer = try LogProducer(
            KafkaSettings(brokers: broker.brokers), topic: "clicks")

        for index in 0..<5000 { try producer.send("k\(index)", "v") }
        #expect(producer.produced == 5000)
        #expect(producer.inFlight == 5000 - producer.acknowledged)
        try producer.flush(timeout: .seconds(20))

        #expect(producer.acknowledged == 5000)
        #expect(producer.failed == 0)
        #expect(producer.inFlight == 0)
    }

    @Test("says how many records were never acknowledged, and why")
    func undelivered() throws {
        let settings = KafkaSettings(
            brokers: "127.0.0.1:1", properties: ["message.timeout.ms": "300"])
        var producer = try LogProducer(settings, topic: "clicks")
        for index in 0..<10 { try producer.send("k\(index)", "v") }

        #expect {
            try producer.flush(timeout: .seconds(20))
        } throws: { error in
            guard case KafkaLogError.undelivered(10, _)? = error as? KafkaLogError else {
                return false
            }
            return true
        }
        #expect(producer.failed == 10)
        #expect(producer.firstFailure != nil)
    }

    @Test("gives up a flush when its time is over")
    func boundedFlush() throws {
        var producer = try LogProducer(
            KafkaSettings(brokers: "127.0.0.1:1"), topic: "clicks")
        try producer.send("k", "v")

        let start = ContinuousClock.now
        #expect(throws: KafkaLogError.self) { try producer.flush(timeout: .milliseconds(300)) }

        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(producer.inFlight == 1)
    }

    @Test("refuses a record that is too large at once")
    func tooLarge() throws {
        let broker = try EmbeddedBroker(topics: [.init(name: "clicks", partitions: 1)])
        var producer = try LogProducer(
            KafkaSettings(brokers: broker.brokers), topic: "clicks")

        #expect(throws: KafkaLogError.recordTooLarge(bytes: 2_000_000)) {
            try producer.send("k", String(repeating: "x", count: 2_000_000))
        }
        #expect(producer.produced == 0)
    }

    @Test("waits for room when its queue is full, and loses nothing")
    func fullQueue() throws {
        let broker = try EmbeddedBroker(topics: [.init(name: "clicks", partitions: 2)])
        let settings = KafkaSettings(
            brokers: broker.brokers, properties: ["queue.buffering.max.messages": "100"])
        var producer = try LogProducer(settings, topic: "clicks")

        try producer.fill(3000)

        #expect(producer.acknowledged == 3000)
    }
}
