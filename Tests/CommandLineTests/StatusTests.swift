import BasketStore
import Foundation
import PostgresTesting
import ProgramTesting
import Testing
import Waiting

/// Something that goes wrong with a stream, and how status tells it.
struct Trouble: Sendable, CustomTestStringConvertible {
    let kind: String
    /// What makes it so, in a stream that is fine.
    let sql: String
    let words: [String]

    var testDescription: String { kind }

    static let fine = """
        UPDATE basketwatch.stream_partition SET owner = 'here:7/1', owner_since = now(), updated_at = now()
        """

    static let all = [
        Trouble(
            kind: "partition_stopped",
            sql: """
                UPDATE basketwatch.stream_partition
                SET stopped_at = now() - interval '2 min', stopped_reason = 'the log is gone. Look.'
                WHERE partition = 2
                """,
            words: [
                "Partition 2 stopped", "2 min", "ago: the log is gone.",
                "→ Look (docs/operating.md",
            ]),
        Trouble(
            kind: "ledger_differs",
            sql: "UPDATE basketwatch.stream_partition SET late = late + 1 WHERE partition = 1",
            words: ["ledger of partition 1 does not balance: read", "report it"]),
        Trouble(
            kind: "no_owner",
            sql: "UPDATE basketwatch.stream_partition SET owner = NULL WHERE partition IN (0, 2)",
            words: ["Nobody owns partitions 0, 2", "`basketwatch run`"]),
        Trouble(
            kind: "owner_silent",
            sql: """
                UPDATE basketwatch.stream_partition SET broker_end = next_offset + 1200,
                    updated_at = now() - interval '4 min', owner_since = now() - interval '1 h'
                WHERE partition = 3
                """,
            words: [
                "here:7/1 has written nothing of partition 3 for 4 min", "1,200 records wait",
                "takes over",
            ]),
        Trouble(
            kind: "topic_looks_wrong",
            sql: """
                UPDATE basketwatch.stream_partition
                SET refused_recently = 90, looks_wrong = true, unkept = 90 WHERE partition = 1
                """,
            words: [
                "The topic looks wrong: 90 of the latest ",
                " records of partition 1 could not be used.",
                "of 90 so far nothing", "`basketwatch quarantine list`", "by itself",
            ]),
        Trouble(
            kind: "quarantine_high",
            sql: """
                INSERT INTO basketwatch.quarantine (partition, log_offset, reason, size)
                SELECT partition, place, 'made_up', 0 FROM basketwatch.stream_partition,
                    generate_series(next_offset - 200, next_offset - 1) AS place
                ON CONFLICT DO NOTHING
                """,
            words: [
                "of the latest 4,000 records could not be used: made_up", "quarantined_records",
            ]),
        Trouble(
            kind: "late_high",
            sql: """
                INSERT INTO basketwatch.quarantine (partition, log_offset, reason, size)
                SELECT partition, place, 'late', 99999 FROM basketwatch.stream_partition,
                    generate_series(next_offset - 400, next_offset - 201) AS place
                WHERE partition = 3
                ON CONFLICT DO NOTHING;
                UPDATE basketwatch.stream_partition SET late = late + 200, applied = applied - 200
                WHERE partition = 3
                """,
            words: [
                "records of partition 3 came after their session had closed: event time there has "
                    + "reached 20", "reason = 'late'",
            ]),
        Trouble(
            kind: "duplicates_high",
            sql: """
                UPDATE basketwatch.stream_partition
                SET duplicate = duplicate + applied / 2, applied = applied - applied / 2
                """,
            words: ["of all 4,000 records were duplicates", "--first-number"]),
    ]
}

extension CommandLineTests {
    @Test("tells first what is wrong with the stream, what to do, and ends with 1")
    func statusOfTrouble() throws {
        let stream = try FilledStream(events: 4_000)
        for trouble in Trouble.all {
            try stream.restore()
            let fine = try stream.expect("status", 0)
            #expect(fine.output.hasPrefix("✓ no problem found"), "\(fine.output)")

            _ = try stream.query(trouble.sql)
            let end = try stream.expect("status", 1)
            let lines = end.output.split(separator: "\n").prefix(2)
            #expect(lines.first?.hasPrefix("✗ ") == true && lines.last?.hasPrefix("  → ") == true)
            for word in trouble.words {
                #expect(lines.joined().contains(word), "\(trouble.kind): \(end.output)")
            }
            let object = try #require(
                try objects(try stream.expect("status --json", 1).output).first)
            let problems = try #require(object["problems"] as? [[String: Any]])
            #expect(problems.map { $0["kind"] as? String } == [trouble.kind])
        }
        // How old is too old is the caller's to say.
        try stream.restore()
        _ = try stream.query(Trouble.all[3].sql)
        try stream.expect("status --stale-after 5min", 0)
        try stream.expect("status --stale-after 239s", 1)
        #expect(try stream.expect("status --stale-after 5s", 64).errors.contains("15 s"))

        // All of it at once: in the order of the table.
        for trouble in Trouble.all { _ = try stream.query(trouble.sql) }
        let object = try #require(try objects(try stream.expect("status --json", 1).output).first)
        let problems = try #require(object["problems"] as? [[String: Any]])
        #expect(
            problems.compactMap { $0["kind"] as? String }
                == [
                    "partition_stopped", "ledger_differs", "no_owner", "owner_silent",
                    "topic_looks_wrong", "quarantine_high", "late_high", "duplicates_high",
                ])
        // Partitions of one reason are told of together.
        try stream.restore()
        _ = try stream.query(Trouble.all[0].sql.replacing("WHERE partition = 2", with: ""))
        let stops = try stream.expect("status", 1).output
        #expect(stops.hasPrefix("✗ Partitions 0 to 3 stopped 2 min"), "\(stops)")
        #expect(stops.split(separator: "\n").count { $0.hasPrefix("✗") } == 1)
    }

    @Test("tells where a stream stands: lag, event time, ledger, owners, model")
    func statusOfStream() throws {
        let stream = try FilledStream(events: 4_000)
        let stopped = try stream.expect("status", 1)
        #expect(stopped.output.hasPrefix("✗ Nobody owns partitions 0 to 3"))
        for word in [
            "topic clickstream, group basketwatch", "lag  ", "complete up to 20",
            "read 4,000 = applied", "of the latest 4,000 records", "owners      nobody",
            "version 1, logistic, fitted on simulated shoppers",
        ] {
            #expect(stopped.output.contains(word), "\(word): \(stopped.output)")
        }
        #expect(stopped.output.split(separator: "\n").count { $0.contains(" balances ") } == 4)
        // The run has told how far behind it is, however quickly it ended.
        let left = try #require(try objects(try stream.expect("status --json", 1).output).first)
        #expect(left["lag_records"] as? Int == 0)

        try stream.restore()
        let object = try #require(try objects(try stream.expect("status --json", 0).output).first)
        #expect((object["problems"] as? [Any])?.isEmpty == true)
        #expect((object["ledger"] as? [String: Int])?["read"] == 4_000)
        #expect(object["lag_records"] as? Int == 0)
        let partitions = try #require(object["partitions"] as? [[String: Any]])
        #expect(partitions.map { $0["partition"] as? Int } == [0, 1, 2, 3])
        #expect(partitions.compactMap { $0["read"] as? Int }.reduce(0, +) == 4_000)
    }

    @Test("holds a live processor on a topic without any event for well, and a killed one not")
    func statusOfQuietStream() throws {
        let stream = try FilledStream()
        let run = try RunningProgram(["run", "--workers", "1"], environment: stream.environment)
        try Await.until("the first flush of all four partitions") {
            let rows = try stream.query(
                """
                SELECT count(*) FROM basketwatch.stream_partition
                WHERE updated_at IS NOT NULL AND broker_end = 0
                """)
            return rows == [["4"]]
        }
        try stream.expect("status", 0)
        // As after a long quiet time: what it wrote last is old, and the next flush makes it good.
        _ = try stream.query(
            """
            UPDATE basketwatch.stream_partition
            SET updated_at = now() - interval '1 h', owner_since = now() - interval '1 h'
            """)
        try Await.until("another flush, without an event") {
            try BuiltProgram.run(["status"], environment: stream.environment).code == 0
        }
        run.send(SIGKILL)
        _ = try run.waitForEnd(within: 20)
        _ = try stream.query(
            "UPDATE basketwatch.stream_partition SET updated_at = now() - interval '40 s', "
                + "owner_since = now() - interval '1 h'")
        #expect(try stream.expect("status", 1).output.contains("has written nothing"))
    }

    @Test("ends with 1 where no processor has run, and says so to programs too")
    func statusOfNothing() throws {
        let stream = try FilledStream()
        #expect(try stream.expect("status", 1).output.contains("No processor has run yet."))
        let object = try #require(try objects(try stream.expect("status --json", 1).output).first)
        #expect((object["problems"] as? [[String: Any]])?.first?["kind"] as? String == "no_stream")
    }

    @Test(
        "needs no more than the reader's role",
        arguments: ["scores", "scores --json", "scores --csv", "status --json", "explain"])
    func readerIsEnough(line: String) throws {
        let stream = try FilledStream(events: 1_000)
        let name = "analyst_\(UUID().uuidString.prefix(8).lowercased())"
        _ = try stream.query("CREATE ROLE \(name) LOGIN IN ROLE basketwatch_reader")
        var words = CommandLineTests.words(line)
        if line == "explain" {
            words.append(
                try stream.query("SELECT shopper_id FROM basketwatch.basket LIMIT 1")[0][0])
        }
        let end = try BuiltProgram.run(
            words,
            environment: ["BASKETWATCH_DATABASE_URL": stream.store.database + " user=\(name)"])
        #expect(end.code == (line.hasPrefix("status") ? 1 : 0), "\(end.errors)")
        #expect(!end.output.isEmpty)
    }
}

extension FilledStream {
    /// As if a processor ran that has just written everything.
    fileprivate func restore() throws {
        _ = try query(
            """
            CREATE TABLE IF NOT EXISTS public.fine AS
                SELECT partition, applied, duplicate, late, refused_recently
                FROM basketwatch.stream_partition;
            \(Trouble.fine), stopped_at = NULL, stopped_reason = NULL, broker_end = next_offset,
                unkept = 0, looks_wrong = false,
                (applied, duplicate, late, refused_recently) = (
                    SELECT fine.applied, fine.duplicate, fine.late, fine.refused_recently
                    FROM public.fine
                    WHERE fine.partition = stream_partition.partition);
            DELETE FROM basketwatch.quarantine WHERE reason = 'made_up' OR size = 99999
            """)
    }
}
