import BasketPipeline
import Foundation
import KafkaLog
import Synchronization

/// Draining a backlog: a bare librdkafka consumer, and ours with parse, sessions and score.
struct DrainBench {
    private let readers = 2

    func run(_ backlog: Backlog) throws {
        let (kafka, topic) = (backlog.kafka, backlog.topic)
        note(
            "\(grouped(backlog.count)) events in \(backlog.ranges.count) partitions; measured from "
                + "event \(grouped(backlog.warmUp)) on, \(readers) readers")
        func bare(_ readers: Int) throws -> Measure {
            let work = try measure(backlog, readers) { share, course in
                BareConsumer.read(kafka.brokers, topic, share, course)
            }
            work.report(
                "bare librdkafka batch consumer, \(readers) of them", count: backlog.measured,
                unit: "events")
            return work
        }
        let one = try bare(1)
        let two = try bare(readers)

        let open = Atomic(0)
        let readers = readers
        let whole = try measure(backlog, readers) { share, course in
            var drain = try Drain(
                kafka.readingAhead(
                    bytes: PipelineLimit.readAheadBytes, consumers: readers),
                topic, share)
            try drain.run(course)
            open.add(drain.openSessions, ordering: .relaxed)
        }
        whole.report(
            "parse, sessions, score; sink discarded", count: backlog.measured, unit: "events")
        compare("of one bare consumer's rate", ratio: one.seconds / whole.seconds, atLeast: 0.5)
        note("of \(readers) bare consumers' rate: \(rounded(two.seconds / whole.seconds, 2))")
        note("\(grouped(open.load(ordering: .relaxed))) sessions open at the end")
    }

    private func measure(
        _ backlog: Backlog, _ readers: Int,
        _ body: @escaping @Sendable ([PartitionOffset], Course) throws -> Void
    ) throws -> Measure {
        let course = Course(backlog)
        let failure = Mutex<(any Error)?>(nil)
        let group = DispatchGroup()
        for share in backlog.shares(readers) {
            group.enter()
            let thread = Thread {
                do { try body(share, course) } catch { failure.withLock { $0 = error } }
                group.leave()
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
        group.wait()
        if let error = failure.withLock({ $0 }) { throw error }
        return try course.measure()
    }
}
