import Foundation
import PostgresTesting
import ProgramTesting
import Testing

extension CommandLineTests {
    @Test("verifies what is stored: ends with 0, or with 1 and the rows that differ")
    func verify() throws {
        let stream = try FilledStream(events: 4_000)
        let good = try stream.expect("replay --verify", 0)
        #expect(good.output.contains("Equal: what is stored is what the log says, "))
        #expect(good.errors.contains("verifying  4,000 events in "))
        let lines = try ReplayLine.all(
            try stream.expect("replay --verify --json --topic clickstream", 0).output)
        #expect(lines.map(\.what).filter { $0 == "partition" }.count == 4)
        let rows = lines.filter { $0.what == "rows" }
        #expect(
            rows.map { $0.text("rows") }
                == ["scores", "outcomes", "baskets", "quarantine", "funnel", "ledger"])
        #expect(rows.allSatisfy { ($0.number("equal") ?? 0) > 0 && $0.number("missing") == 0 })
        let summary = try #require(lines.last)
        #expect(
            summary.row(["what", "is_equal", "is_whole", "differences", "events"])
                == "verification true true 0 4000")

        let key = try stream.query("SELECT min(session_key) FROM basketwatch.outcome")[0][0]
        _ = try stream.query(
            """
            UPDATE basketwatch.outcome SET shopper_id = E'x\\x1B[2J', items = items + 1
            WHERE session_key = \(key);
            UPDATE basketwatch.funnel_day SET browsed = browsed + 1;
            UPDATE basketwatch.score SET logit = logit + 1 WHERE ordinal = 1;
            DELETE FROM basketwatch.quarantine WHERE partition = 0
            """)
        let bad = try stream.expect("replay --verify", 1)
        #expect(bad.output.contains("outcome of session \(key) at "))
        #expect(bad.output.contains(#": shopper_id is 'x\u{1b}[2J', replayed '"#))
        #expect(bad.output.contains("; items is "))
        #expect(bad.output.contains("funnel of 2025-11-26, partition 0: browsed is "))
        #expect(bad.output.contains("quarantined record at 0:"))
        #expect(bad.output.contains(" is not stored\n"))
        #expect(bad.output.contains(": logit is "))
        #expect(bad.output.contains(" more (--limit N shows more)"))
        #expect(bad.output.contains("rows are not what the log says"))

        let told = try ReplayLine.all(
            try stream.expect("replay --verify --json --limit 3 --partition 0,2", 1).output)
        let differences = told.filter { $0.what == "difference" }
        #expect(differences.count == 3)
        #expect(differences.allSatisfy { ["0", "2"].contains($0.text("partition")) })
        #expect((told.last?.number("differences") ?? 0) > 100)
        #expect(told.last?.text("is_equal") == "false")
    }

    @Test("refuses to verify what it cannot, and says why")
    func refusedVerification() throws {
        let stream = try FilledStream(events: 200)
        for (line, code, words) in [
            ("replay --verify x.jsonl", Int32(64), "leave x.jsonl out"),
            ("replay --verify --shopper u-7", 64, "--shopper does not go with --verify"),
            ("replay --verify --gap 20min", 64, "settings that were recorded"),
            ("replay --verify --partition 1,x", 64, "numbers of partitions such as 0,3"),
            ("replay --verify --partition 9", 64, "Nothing is stored of partition 9"),
            ("replay --verify --topic other", 78, "holds the topic 'clickstream', not 'other'"),
            ("replay --verify --schema toys", 78, "no stream in a schema 'toys'"),
            ("replay --verify --brokers 127.0.0.1:1", 69, "No Kafka broker answers"),
        ] {
            let end = try stream.expect(line, code)
            #expect(end.errors.contains(words), "\(end.errors)")
            #expect(end.output.isEmpty)
        }
        #expect(
            try stream.expect("replay --verify", 0).output
                .hasPrefix("4 partitions run again from the first record on: 200 events\n"))
        _ = try stream.query(
            """
            DELETE FROM basketwatch.checkpoint WHERE partition = 2;
            UPDATE basketwatch.recorded_input SET log_offset = 1
            WHERE partition = 2 AND kind = 'settings'
            """)
        let partly = try stream.expect("replay --verify", 65)
        #expect(partly.output.hasPrefix("3 partitions run again"))
        #expect(partly.output.contains("the settings that it began with were not recorded"))
        #expect(
            partly.output.contains("ledger: 1 not compared, since their partition could not be"))
        #expect(partly.output.contains("Nothing differs in the "))
        _ = try stream.query("UPDATE basketwatch.stream_partition SET late = late + 1")
        #expect(
            try stream.expect("replay --verify", 1).output.contains(
                "ledger of partition 0: late is "))
        _ = try stream.query("UPDATE basketwatch.stream SET topic = 'gone'")
        let gone = try stream.expect("replay --verify", 69)
        #expect(gone.errors.contains("'gone'"), "\(gone.errors)")
    }

    @Test("says that there is nothing to verify where no processor has run")
    func nothingToVerify() throws {
        let end = try FilledStream().expect("replay --verify", 78)
        #expect(end.errors.contains("no processor has run into this schema yet"))
    }

    @Test("verifies with the writer's rights and writes nothing, and says which rights are missing")
    func rightsToVerify() throws {
        let stream = try FilledStream(events: 500)
        for (role, code) in [("writer", Int32(0)), ("reader", 69)] {
            _ = try stream.query(
                "CREATE ROLE verify_as_\(role) LOGIN IN ROLE basketwatch_\(role)")
            var environment = stream.environment
            environment["BASKETWATCH_DATABASE_URL"] = stream.store.database
                .replacing("user=postgres", with: "user=verify_as_\(role)")
            let end = try BuiltProgram.run(["replay", "--verify"], environment: environment)
            #expect(end.code == code, "\(end.errors)")
            #expect(code == 0 || end.errors.contains("grant this user its role"))
        }
        // Not even one that could: the transaction is read only.
        let written = try stream.query(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables")
        try stream.expect("replay --verify", 0)
        #expect(
            try stream.query(
                "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables") == written
        )
    }
}
