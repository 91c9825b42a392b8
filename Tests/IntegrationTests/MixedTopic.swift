import KafkaLog
import Testing

/// A topic of one partition to which good events and nonsense are sent.
struct MixedTopic: ~Copyable {
    private let stream: TestStream
    private var producer: LogProducer
    private var sent = 0

    init(_ stream: TestStream) throws {
        self.stream = stream
        producer = try LogProducer(stream.kafka, topic: stream.topic)
    }

    /// - Parameter bytes: how large each is at least.
    mutating func sendBad(_ count: Int, bytes: Int = 0) throws {
        let padding = String(repeating: "x", count: bytes)
        let bad = OddRecord("nonsense", "<html>" + padding, reason: .badJSON)
        for _ in 0..<count { try producer.send(bad) }
        try producer.flush(timeout: .seconds(30))
        sent += count
    }

    mutating func sendGood(_ count: Int) throws {
        for number in sent..<sent + count { try producer.send(.add(number), partition: 0) }
        try producer.flush(timeout: .seconds(30))
        sent += count
    }

    /// What is kept of those that could not be used.
    func expect(
        kept: Int, unkept: Int64, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let rows = try stream.query("SELECT count(*) FROM basketwatch.quarantine")
        #expect(rows == [["\(kept)"]], sourceLocation: sourceLocation)
        let total = try stream.total()
        #expect(total.unkept == unkept, sourceLocation: sourceLocation)
        #expect(total.quarantined == Int64(kept) + unkept, sourceLocation: sourceLocation)
        #expect(total.differences == [], sourceLocation: sourceLocation)
    }
}
