import BasketTraffic
import Foundation
import KafkaLog

/// A topic filled beforehand: generated events, lz4, 200,000 sessions open once the shop has filled.
struct Backlog {
    static let openSessions = 200_000

    let kafka: KafkaSettings
    let topic: String
    let partitions: Int
    let count: Int
    private let embedded: BenchBroker?

    init(events: Int) throws {
        let name = "bench-\(getpid())"
        topic = name
        count = events
        if let brokers = ProcessInfo.processInfo.environment["BASKETWATCH_BROKERS"] {
            kafka = KafkaSettings(brokers: brokers)
            partitions = 8
            embedded = nil
            try LogCluster(kafka).createTopic(
                TopicPlan(name: name, partitions: 8), timeout: .seconds(20))
            print("broker: \(brokers), \(partitions) partitions")
        } else {
            // It keeps 5 MiB in each partition, so a backlog needs many of them.
            partitions = 64
            let broker = BenchBroker(
                try EmbeddedBroker(topics: [.init(name: name, partitions: 64)]))
            embedded = broker
            kafka = KafkaSettings(brokers: broker.brokers)
            print("broker: embedded in this process, \(partitions) partitions")
        }
        try produce()
    }

    private func produce() throws {
        var settings = TrafficSettings()
        settings.ask(openSessions: Backlog.openSessions, gapSeconds: 1_800)
        var source = TrafficSource(settings: settings)
        var producer = try LogProducer(kafka, topic: topic)
        let work = try Measure.of {
            for _ in 0..<count {
                guard source.next() != nil else { break }
                try producer.send(key: source.key, value: source.value)
            }
            try producer.flush(timeout: .seconds(60))
        }
        work.report("generate and produce", count: count, unit: "events")
    }

    /// Where each partition starts, shared out to so many readers.
    func shares(_ readers: Int) throws -> [[PartitionOffset]] {
        let starts = try LogCluster(kafka).startOffsets(
            topic, partitions: Array(0..<Int32(partitions)), timeout: .seconds(10))
        var shares = [[PartitionOffset]](repeating: [], count: readers)
        for partition in 0..<Int32(partitions) {
            let place = PartitionOffset(partition: partition, offset: starts[partition] ?? 0)
            shares[Int(partition) % readers].append(place)
        }
        return shares
    }
}

/// Keeps the embedded broker alive as long as its backlog.
final class BenchBroker {
    private let broker: EmbeddedBroker
    let brokers: String

    init(_ broker: consuming EmbeddedBroker) {
        brokers = broker.brokers
        self.broker = broker
    }
}
