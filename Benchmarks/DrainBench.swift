import BasketEvents
import BasketPipeline
import BasketRisk
import BasketSessions
import BasketStore
import Foundation
import KafkaLog
import Synchronization

/// Draining a backlog: a bare librdkafka consumer, ours, and ours with parse, sessions and score.
struct DrainBench {
    private let readers = 2

    func run(_ backlog: Backlog) throws {
        let (kafka, topic) = (backlog.kafka, backlog.topic)
        let bare = try measure(backlog) { share, left in
            BareConsumer.read(kafka.brokers, topic, share, left)
        }
        bare.report("bare librdkafka, \(readers) readers", count: backlog.count, unit: "events")

        let open = Mutex(0)
        let whole = try measure(backlog) { share, left in
            var drain = try Drain(kafka, topic, share)
            try drain.run(left)
            let sessions = drain.openSessions
            open.withLock { $0 += sessions }
        }
        whole.report("parse, sessions, score; no sink", count: backlog.count, unit: "events")
        print("  \(grouped(open.withLock { $0 })) sessions open at the end")
        reportRatio(
            "of the bare consumer's rate", bare.seconds / whole.seconds, wanted: "at least 0.5")
    }

    private func measure(
        _ backlog: Backlog,
        _ body: @escaping @Sendable ([PartitionOffset], RecordsLeft) throws -> Void
    ) throws -> Measure {
        let shares = try backlog.shares(readers)
        let left = RecordsLeft(backlog.count)
        let failure = Mutex<(any Error)?>(nil)
        let work = Measure.of {
            let group = DispatchGroup()
            for share in shares {
                group.enter()
                let thread = Thread {
                    do { try body(share, left) } catch { failure.withLock { $0 = error } }
                    group.leave()
                }
                thread.stackSize = 8 << 20
                thread.start()
            }
            group.wait()
        }
        if let error = failure.withLock({ $0 }) { throw error }
        return work
    }
}

/// How many records all readers together have still to read.
final class RecordsLeft: Sendable {
    private let left: Atomic<Int>

    init(_ count: Int) {
        left = Atomic(count)
    }

    var isOver: Bool { left.load(ordering: .relaxed) <= 0 }

    func take(_ count: Int) {
        left.subtract(count, ordering: .relaxed)
    }
}

/// One reader of ours: what a worker does with a batch, the effects thrown away.
private struct Drain: ~Copyable {
    private var consumer: LogConsumer
    private var reader = EventReader()
    private var states: [Int32: Partition] = [:]
    private let scorer = MomentScorer(model: .shipped)

    private final class Partition {
        var state: PartitionState
        var effects = Effects()
        var scores = ScoreColumns()

        init(_ place: PartitionOffset) {
            state = PartitionState(
                partition: place.partition, firstOffset: place.offset, settings: SessionSettings())
        }
    }

    init(_ kafka: KafkaSettings, _ topic: String, _ places: [PartitionOffset]) throws {
        consumer = try LogConsumer(kafka, topic: topic, from: places)
        for place in places { states[place.partition] = Partition(place) }
    }

    var openSessions: Int {
        states.values.reduce(0) { $0 + Int($1.state.ledger.sessions.open) }
    }

    mutating func run(_ left: RecordsLeft) throws {
        while !left.isOver {
            let batch = try consumer.poll(timeoutMilliseconds: 20)
            var first = 0
            while first < batch.records.count {
                let number = batch.records[first].partition
                var end = first + 1
                while end < batch.records.count, batch.records[end].partition == number { end += 1 }
                if let partition = states[number] {
                    for record in batch.records[first..<end] {
                        partition.state.take(record, reader: &reader, into: &partition.effects)
                    }
                    scorer.score(partition.effects.moments, into: &partition.scores)
                    partition.effects.removeAll()
                    partition.scores.removeAll()
                }
                first = end
            }
            left.take(batch.records.count)
        }
    }
}
