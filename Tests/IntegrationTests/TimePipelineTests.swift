import BasketStore
import Foundation
import KafkaLog
import KafkaTesting
import Testing
import Waiting

/// What may happen to time while a shopper is silent for less than the gap: none of it ends a session.
extension Integration {
    /// One shopper's second event, which belongs to the session of the first unless that was closed.
    fileprivate static func second(after seconds: Int) -> SentEvent {
        SentEvent(
            shopper: "u-0",
            json: """
                {"id":"e-second","type":"add_to_basket","time_ms":\(1_764_144_000_000 + seconds * 1_000),\
                "shopper_id":"u-0","product_id":"p-2","quantity":1,"price_minor":100,"currency":"EUR"}
                """)
    }

    @Test("does not take a publisher's pause in old data for the time that has passed since")
    func pausingPublisher() throws {
        try withEmbeddedStream(partitions: 1) { stream in
            stream.sessions.gapMilliseconds = 10_000
            stream.sessions.disorderMilliseconds = 100
            var producer = try LogProducer(stream.kafka, topic: stream.topic)
            try producer.send(.add(0), partition: 0)
            try producer.flush(timeout: .seconds(10))
            let running = stream.start { $0.endQuestionInterval = .milliseconds(50) }
            try Await.until("a second has passed in silence") {
                try stream.silence(behind: 0) >= 1_000
            }
            try producer.send(Integration.second(after: 9), partition: 0)
            try producer.flush(timeout: .seconds(10))
            try stream.awaitCommitted(2)
            try running.stop()
            try stream.expectOneSession(of: 2)
        }
    }

    @Test("clamps a clock that runs ahead to the record's own time, and counts it")
    func clockAhead() throws {
        try withEmbeddedStream(partitions: 1) { stream in
            var producer = try LogProducer(stream.kafka, topic: stream.topic)
            let now = Int(Date().timeIntervalSince1970 * 1_000)
            for (shopper, ahead) in [("steady", 0), ("ahead", 86_400_000), ("steady", 1_000)] {
                let event = SentEvent(
                    shopper: shopper,
                    json: """
                        {"id":"e-\(shopper)-\(ahead)","type":"add_to_basket","time_ms":\(now + ahead),\
                        "shopper_id":"\(shopper)","product_id":"p-2","quantity":1,"price_minor":100,\
                        "currency":"EUR"}
                        """)
                try producer.send(event, partition: 0)
            }
            try producer.flush(timeout: .seconds(10))
            try stream.runToEnd { $0.endQuestionInterval = .seconds(3_600) }

            let ledger = try stream.status().partitions[0].ledger
            #expect((ledger.applied, ledger.clamped, ledger.late) == (3, 1, 0))
            #expect((ledger.sessions.opened, ledger.sessions.open) == (2, 2), "nobody was closed")
            let reached = try stream.status().partitions[0].watermark.milliseconds
            #expect(reached < Int64(now) + 11 * 60_000, "ten minutes ahead, not a day")
            try stream.expectUndisturbed()
        }
    }
}

extension Integration.OnRealKafka {
    @Test("closes no session for the time that a broker was away, however long")
    func brokerAway() throws {
        let kafka = try RealKafka()
        var stream = try TestStream(
            kafka.settings, topic: kafka.makeTopic("away-long", partitions: 1))
        stream.sessions.gapMilliseconds = 10_000
        stream.sessions.disorderMilliseconds = 100
        var producer = try LogProducer(stream.kafka, topic: stream.topic)
        try producer.send(.add(0), partition: 0)
        try producer.flush(timeout: .seconds(10))
        let running = stream.start { $0.endQuestionInterval = .milliseconds(50) }
        try Await.until("time passes in silence") { try stream.silence(behind: 0) >= 300 }

        try kafka.kill()
        let away = ContinuousClock.now
        try running.awaitLine("no answer about the partitions' ends")
        try Await.until("the broker was away for longer than the gap") {
            away.duration(to: .now) > .seconds(12)
        }
        #expect(try stream.silence(behind: 0) < 5_000, "none of it counts")
        try kafka.revive()
        try producer.send(Integration.second(after: 9), partition: 0)
        try producer.flush(timeout: .seconds(30))
        try stream.awaitCommitted(2)
        try running.stop()
        try stream.expectOneSession(of: 2)
    }

    @Test(
        "closes no session for the time that it stood still, whether the group has missed it or not",
        arguments: [3_000, 45_000])
    func stoppedProcess(sessionTimeout: Int) throws {
        var stream = try stream("stopped", partitions: 1)
        stream.sessions.gapMilliseconds = 10_000
        stream.sessions.disorderMilliseconds = 100
        var producer = try LogProducer(stream.kafka, topic: stream.topic)
        try producer.send(.add(0), partition: 0)
        try producer.flush(timeout: .seconds(10))
        let child = try ChildProcessor(
            stream,
            [
                "--gap", "10s", "--disorder", "100ms", "--workers", "1", "--kafka",
                "session.timeout.ms=\(sessionTimeout)",
            ])
        try Await.until("time passes in silence") { try stream.silence(behind: 0) >= 300 }

        child.pause()
        let stopped = ContinuousClock.now
        try Await.until("it stood still for longer than the gap") {
            stopped.duration(to: .now) > .seconds(12)
        }
        child.resume()
        try producer.send(Integration.second(after: 9), partition: 0)
        try producer.flush(timeout: .seconds(10))
        try stream.awaitCommitted(2)
        try child.stop()
        try stream.expectOneSession(of: 2)
    }
}

extension TestStream {
    /// How far the watermark of partition 0 lies beyond what event `number` made it, in milliseconds of
    /// event time; below 0 before that event.
    fileprivate func silence(behind number: Int) throws -> Int64 {
        guard let partition = try StoreReader(store).status()?.partitions.first else { return -1 }
        let made = 1_764_144_000_000 + Int64(number) * 1_000 - sessions.disorderMilliseconds
        return partition.watermark.milliseconds - made
    }

    /// All events were of one session, which is open.
    fileprivate func expectOneSession(
        of events: Int64, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let ledger = try status().partitions[0].ledger
        #expect(ledger.applied == events, sourceLocation: sourceLocation)
        #expect(ledger.late == 0, sourceLocation: sourceLocation)
        #expect(ledger.sessions.opened == 1, sourceLocation: sourceLocation)
        #expect(ledger.sessions.open == 1, sourceLocation: sourceLocation)
        try expectUndisturbed(sourceLocation: sourceLocation)
    }
}
