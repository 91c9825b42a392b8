import BasketEvents
import BasketPipeline
import BasketStore
import KafkaLog
import KafkaTesting
import Testing
import Waiting

extension Integration {
    @Test("verifies: every row of every table follows from the log once more")
    func verified() throws {
        try withEmbeddedStream(partitions: 3) { stream in
            var feed = try Feed(stream, seed: 40)
            try feed.send(9_000)
            try stream.runToEnd { $0.workers = 2 }
            let report = try stream.verify()
            #expect(report.shown == [])
            #expect(report.isWhole && report.differences == 0 && report.notCompared == 0)
            #expect(report.records == feed.sent)
            #expect(report.partitions.map(\.partition) == [0, 1, 2])
            let tables = try FinalTables(stream)
            for (kind, table) in [
                (VerifiedKind.scores, "score"), (.outcomes, "outcome"), (.baskets, "basket"),
                (.quarantine, "quarantine"), (.funnel, "funnel_day"), (.ledger, "stream_partition"),
            ] {
                #expect(report.tally(kind).equal == tables.count(table), "\(kind)")
                #expect(report.tally(kind).equal > 0, "\(kind)")
            }
            let one = try stream.verify { $0.partitions = [1] }
            #expect(one.partitions.map(\.partition) == [1])
            #expect(one.differences == 0 && one.compared < report.compared)
        }
    }

    @Test("verifies while a processor runs on, at every moment")
    func verifiedMeanwhile() throws {
        try withEmbeddedStream(partitions: 2) { stream in
            var feed = try Feed(stream, seed: 41)
            try feed.send(2_000)
            let running = stream.start {
                $0.endQuestionInterval = .milliseconds(50)
                $0.flushInterval = .milliseconds(1)
            }
            try stream.awaitCommitted(1_000)
            var compared = 0
            for _ in 0..<8 {
                try feed.send(1_000)
                try stream.awaitCommitted(feed.sent - 900)
                let report = try stream.verify()
                #expect(report.shown == [])
                #expect(report.differences == 0 && report.isWhole)
                #expect(report.compared > compared)
                compared = report.compared
            }
            try stream.awaitCommitted(feed.sent)
            try running.stop()
            try stream.expectVerified()
        }
    }

    @Test("has everything noticed and named that is changed by hand in what is stored")
    func tampering() throws {
        try withEmbeddedStream(partitions: 2) { stream in
            var feed = try Feed(stream, seed: 42)
            try feed.send(6_000)
            try stream.runToEnd()
            try stream.expectVerified()
            let days = try stream.query(
                """
                SELECT to_char(day, 'YYYYMMDD') FROM basketwatch.outcome
                GROUP BY day ORDER BY count(*) DESC LIMIT 1
                """)
            func placed(_ sql: String) -> String {
                "SET search_path = basketwatch; "
                    + sql.replacing("score_a", with: "score_\(days[0][0])")
                    .replacing("outcome_a", with: "outcome_\(days[0][0])")
            }
            for tampering in Tampering.all {
                let table = tampering.table
                _ = try stream.query(placed("CREATE TABLE kept AS SELECT * FROM \(table)"))
                _ = try stream.query(placed(tampering.sql))
                try expectNamed(tampering, in: stream.verify())
                _ = try stream.query(
                    placed(
                        "TRUNCATE \(table); INSERT INTO \(table) SELECT * FROM kept; DROP TABLE kept"
                    ))
            }
            try stream.expectVerified()
        }
    }

    private func expectNamed(_ tampering: Tampering, in report: VerificationReport) throws {
        let tally = report.tally(tampering.rows)
        let counts = [tally.different, tally.missing, tally.extra]
        let wanted = [tampering.fields.isEmpty ? 0 : 1, tampering.missing, tampering.extra]
        #expect(counts == wanted, "\(tampering): \(report.shown)")
        #expect(report.differences == wanted.reduce(0, +), "\(tampering): \(report.shown)")
        #expect(report.isWhole)
        for difference in report.shown {
            #expect(difference.rows == tampering.rows)
            guard case .different(let fields) = difference.kind else { continue }
            #expect(fields.count == tampering.fields.count, "\(tampering): \(fields)")
            for (found, name) in zip(fields, tampering.fields) {
                #expect(
                    name.hasSuffix(".") ? found.field.hasPrefix(name) : found.field == name,
                    "\(tampering): \(fields)")
                #expect(found.stored != found.replayed)
            }
        }
    }

    @Test(
        "cannot hide that a recorded input was changed",
        arguments: [
            "DELETE FROM basketwatch.recorded_input WHERE kind = 'tick'",
            "UPDATE basketwatch.recorded_input SET value = value - 60000 WHERE kind = 'tick'",
            "UPDATE basketwatch.recorded_input SET log_offset = 0, ordinal = 9 WHERE kind = 'tick'",
        ])
    func changedInput(sql: String) throws {
        try withEmbeddedStream(partitions: 1) { stream in
            stream.sessions.gapMilliseconds = 900
            stream.sessions.disorderMilliseconds = 100
            stream.sessions.silenceMilliseconds = [200, 400]
            var producer = try LogProducer(stream.kafka, topic: stream.topic)
            try producer.send(.add(0))
            try producer.flush(timeout: .seconds(10))
            let running = stream.start { $0.endQuestionInterval = .milliseconds(50) }
            try Await.until("silence closes the session") {
                try stream.query("SELECT kind FROM basketwatch.outcome") == [["abandoned"]]
            }
            try running.stop()
            try stream.expectVerified()

            _ = try stream.query(sql)
            let report = try stream.verify()
            #expect(report.tally(.outcomes).extra == 1, "\(report.shown)")
            #expect(report.tally(.scores).extra >= 2)
            #expect(report.tally(.ledger).different == 1)
        }
    }
}
