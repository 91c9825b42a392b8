import BasketTraffic
import Foundation
import KafkaLog

/// A topic filled beforehand: generated events, lz4, 200,000 sessions open once the shop has filled.
struct Backlog {
    static let openSessions = 200_000
    /// Events until the shop has filled and as many sessions close as open: half an hour of its time.
    static let fillingEvents = 2_000_000

    let kafka: KafkaSettings
    let topic: String
    /// Where each partition starts, and where it ends.
    let ranges: [Int32: (start: Int64, end: Int64)]

    /// The one that section `backlog` has produced.
    static func standing() throws -> Backlog {
        let kafka = KafkaSettings(brokers: try BenchSetting.needed("BASKETWATCH_BROKERS"))
        let topic = try BenchSetting.needed("BENCH_TOPIC")
        let cluster = try LogCluster(kafka)
        let count = try cluster.partitionCount(topic, timeout: .seconds(10))
        let found = try cluster.ranges(
            topic, partitions: Array(0..<Int32(count)), timeout: .seconds(10))
        return Backlog(
            kafka: kafka, topic: topic, ranges: found.mapValues { ($0.start, $0.end) })
    }

    var count: Int { ranges.values.reduce(0) { $0 + Int($1.end - $1.start) } }

    /// How many events go by before anything is measured; less in a short backlog.
    var warmUp: Int { min(Backlog.fillingEvents, count / 3) }

    /// How many events are measured.
    var measured: Int { count - warmUp }

    /// Where each partition starts, shared out to so many readers.
    func shares(_ readers: Int) -> [[PartitionOffset]] {
        var shares = [[PartitionOffset]](repeating: [], count: readers)
        for (place, range) in ranges.sorted(by: { $0.key < $1.key }).enumerated() {
            shares[place % readers].append(
                PartitionOffset(partition: range.key, offset: range.value.start))
        }
        return shares
    }

    /// Makes the topic, where the broker lets us, and fills it.
    static func produce() throws {
        let kafka = KafkaSettings(brokers: try BenchSetting.needed("BASKETWATCH_BROKERS"))
        let topic = try BenchSetting.needed("BENCH_TOPIC")
        let count = BenchSetting.number("EVENTS", standard: 6_000_000)
        let cluster = try LogCluster(kafka)
        if try !cluster.isEmbedded(timeout: .seconds(10)) {
            // A broker that is not ours to empty forgets it by itself.
            try cluster.createTopic(
                TopicPlan(name: topic, partitions: 8, retention: .seconds(3_600)),
                timeout: .seconds(20))
        }
        var settings = TrafficSettings()
        settings.ask(openSessions: openSessions, gapSeconds: 1_800)
        var source = TrafficSource(settings: settings)
        var producer = try LogProducer(kafka, topic: topic)
        let work = try Measure.of {
            for _ in 0..<count {
                guard source.next() != nil else { break }
                try producer.send(key: source.key, value: source.value)
            }
            try producer.flush(timeout: .seconds(60))
        }
        work.report("generate and produce, one process", count: count, unit: "events")
        compare(
            "a second", grouped(Int(work.rate(count))), isMet: work.rate(count) >= 500_000,
            wanted: "at least 500,000")
        note("acknowledged \(grouped(producer.acknowledged)) of \(grouped(producer.produced))")
    }
}
