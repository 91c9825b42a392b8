import BasketTraffic
import KafkaLog
import StoryTesting

/// The simulated shop, sent to a topic.
struct Feed: ~Copyable {
    private var source: TrafficSource
    private var producer: LogProducer
    private(set) var sent = 0

    /// - Parameter seed: what all of it follows from.
    init(_ stream: TestStream, seed: UInt64, faults: TrafficFaults = .all) throws {
        var traffic = TrafficSettings()
        traffic.seed = seed
        // Few shoppers at a time: some thousand events are hours, and most sessions close.
        traffic.visitsPerSecond = 0.1
        traffic.faults = faults
        source = TrafficSource(settings: traffic)
        producer = try LogProducer(stream.kafka, topic: stream.topic)
    }

    var counts: TrafficCounts { source.counts }

    /// Sends so many records more; they are acknowledged when this returns.
    mutating func send(_ count: Int) throws {
        for _ in 0..<count {
            guard source.next() != nil else { break }
            try producer.send(key: source.key, value: source.value)
            sent += 1
        }
        try producer.flush(timeout: .seconds(30))
    }
}

extension TrafficFaults {
    /// Some of every kind.
    static var all: TrafficFaults {
        var faults = TrafficFaults()
        faults.outOfOrderShare = 0.05
        faults.veryLateShare = 0.01
        faults.duplicateShare = 0.02
        faults.malformedShare = 0.01
        return faults
    }
}
