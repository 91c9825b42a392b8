import Foundation
import PostgresTesting
import ProgramTesting
import Testing
import Waiting

extension CommandLineTests {
    @Test("shows the baskets at risk, as many as asked for, and says of how many")
    func scoresTable() throws {
        let stream = try FilledStream(events: 8_000)
        let open = try stream.query("SELECT count(*) FROM basketwatch.abandonment_scores")[0][0]
        let table = try stream.expect("scores --limit 5", 0)
        #expect(table.output.split(separator: "\n").count == 6, "\(table.output)")
        #expect(table.output.hasPrefix("shopper "))
        #expect(table.errors.contains("5 of \(open) open baskets, the highest risk first."))

        let none = try stream.expect("scores --at-least 100%", 0)
        #expect(none.output.isEmpty)
        #expect(none.errors.contains("None of the \(open) open baskets is at a risk of 1.00"))
        #expect(none.errors.contains("The highest risk is 0."))
        let nobody = try stream.expect("scores --shopper nobody", 0)
        #expect(nobody.errors.contains("basketwatch explain SHOPPER"))

        _ = try stream.query("DELETE FROM basketwatch.basket")
        let closed = try stream.expect("scores", 0)
        #expect(closed.errors.contains("No basket is open: 8,000 records of clickstream were read"))
        #expect(closed.errors.contains("no processor is running. Start one with `basketwatch run`"))
    }

    @Test("says that no processor has run yet where there is no stream")
    func scoresOfNothing() throws {
        let stream = try FilledStream()
        #expect(try stream.expect("scores", 0).errors.contains("No processor has run yet."))
        #expect(try stream.expect("scores --json", 0).output.isEmpty)
        #expect(try stream.expect("scores --csv", 0).output.hasPrefix("session_key,shopper_id,"))
        #expect(try stream.expect("explain u-1", 1).errors.contains("No processor has run yet."))
    }

    @Test("prints baskets as JSON that a parser reads, with every column of the view")
    func scoresJSON() throws {
        let stream = try FilledStream(events: 8_000)
        let columns = try stream.query(
            """
            SELECT attname FROM pg_attribute
            WHERE attrelid = 'basketwatch.abandonment_scores'::regclass AND attnum > 0
            """
        ).map { $0[0] }
        let all = try objects(try stream.expect("scores --json --limit 1000", 0).output)
        #expect(all.count > 10)
        for object in all {
            #expect(Set(object.keys) == Set(columns))
            let parts = try #require(object["contributions"] as? [String: Int])
            #expect(parts.values.reduce(0, +) == object["logit"] as? Int)
        }
        let risks = all.compactMap { $0["risk"] as? Double }
        #expect(risks.count == all.count && risks == risks.sorted(by: >))

        let middle = (risks[risks.count / 2] * 1_000).rounded() / 1_000
        let high = try objects(
            try stream.expect("scores --json --limit 1000 --at-least \(middle)", 0).output)
        #expect(high.count == risks.count { $0 >= middle })
        let quiet = try objects(
            try stream.expect("scores --json --limit 1000 --silent-at-most 2min", 0).output)
        #expect(quiet.count == all.count { ($0["silent_seconds"] as? Int ?? 0) <= 120 })
        let shopper = try #require(all[3]["shopper_id"] as? String)
        let own = try objects(try stream.expect("scores --json --shopper \(shopper)", 0).output)
        #expect(own.map { $0["shopper_id"] as? String } == [shopper])
    }

    @Test("prints baskets as CSV that COPY loads back, the same rows")
    func scoresCSV() throws {
        let stream = try FilledStream(events: 8_000)
        let folder = try TemporaryFolder()
        _ = try stream.query(
            """
            UPDATE basketwatch.basket SET shopper_id = E'a,"b"\\n' || session_key, device = ''
            WHERE session_key = (SELECT min(session_key) FROM basketwatch.abandonment_scores)
            """)
        let csv = try stream.expect("scores --csv --limit 100000", 0)
        let path = try folder.write(Array(csv.output.utf8), to: "scores.csv")
        _ = try stream.query(
            "CREATE TABLE loaded AS SELECT * FROM basketwatch.abandonment_scores WITH NO DATA")
        _ = try stream.query("\\copy loaded FROM '\(path)' WITH (FORMAT csv, HEADER)")
        let differences = try stream.query(
            """
            SELECT (SELECT count(*) FROM loaded) > 10,
                (SELECT count(*) FROM (TABLE loaded EXCEPT TABLE basketwatch.abandonment_scores) AS a),
                (SELECT count(*) FROM (TABLE basketwatch.abandonment_scores EXCEPT TABLE loaded) AS a)
            """)
        #expect(differences == [["t", "0", "0"]])
    }

    @Test(
        "fits the terminal: reasons go on in further lines, long names are cut, figures are not",
        arguments: [60, 80])
    func scoresWidth(columns: Int) throws {
        let stream = try FilledStream(events: 3_000)
        _ = try stream.query(
            """
            UPDATE basketwatch.basket SET shopper_id = repeat('x', 256)
            WHERE session_key = (SELECT min(session_key) FROM basketwatch.abandonment_scores);
            UPDATE basketwatch.basket SET shopper_id = E'\\x1B[31m' || chr(155) || session_key
            WHERE session_key = (SELECT max(session_key) FROM basketwatch.abandonment_scores)
            """)
        let end = try onTerminal("basketwatch scores --limit 100000", columns, stream)
        let lines = end.output.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "")
            .split(whereSeparator: \.isNewline)
        #expect(lines.count > 10)
        #expect(!end.output.contains("\u{1B}[31m") && !end.output.contains("\u{9B}"))
        // Below the table it is said how many there are, and that nobody keeps them up to date.
        for line in lines.dropFirst().dropLast(2) {
            #expect(line.count <= columns, "\(line)")
            #expect(
                line.contains(#/ >?[01]\.\d\d(   |$)/#) || line.hasPrefix("      "), "\(line)")
        }
    }

    @Test(
        "watches until it is interrupted, and ends cleanly",
        arguments: ["scores --watch --every 100ms", "status --watch --every 100ms"])
    func watch(line: String) throws {
        let stream = try FilledStream(events: 1_000)
        let watch = try RunningProgram(
            CommandLineTests.words(line), environment: stream.environment)
        try Await.until("it has looked three times") {
            watch.output.matches(of: /every 0.1 s/).count >= 3
        }
        watch.send(SIGINT)
        let end = try watch.waitForEnd(within: 10)
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.isEmpty && end.output.hasSuffix("\n"))
        // Below one another where no terminal is.
        #expect(!end.output.contains("\u{1B}"))
    }

    @Test(
        "tells in a watch that PostgreSQL is away, tries again, and goes on when it is back",
        arguments: ["scores --watch --every 100ms", "status --watch --every 100ms"])
    func watchThroughOutage(line: String) throws {
        let server = try PrivatePostgres()
        let watch = try RunningProgram(
            CommandLineTests.words(line),
            environment: ["BASKETWATCH_DATABASE_URL": try server.database().database])
        func looks() -> Int { watch.output.matches(of: /No processor has run yet/).count }
        try Await.until("it has looked twice") { looks() >= 2 }

        try server.kill()
        try Await.until("it says so and tries again") {
            watch.output.contains("Trying again in 2 s.")
        }
        let before = looks()
        try server.start()
        try Await.until("it looks again") { looks() > before + 1 }
        #expect(watch.output.contains("Trying again in 1 s."))
        watch.send(SIGINT)
        let end = try watch.waitForEnd(within: 10)
        #expect(end.code == 0 && end.errors.isEmpty, "\(end.errors)")
    }

    @Test("keeps what it saw last on the terminal while PostgreSQL is away")
    func watchOnTerminalThroughOutage() throws {
        let server = try PrivatePostgres()
        let bin = URL(fileURLWithPath: BuiltProgram.path).deletingLastPathComponent().path
        let line = "stty cols 60 rows 24; exec basketwatch scores --watch --every 100ms"
        let watch = try RunningProgram(
            executable: "/bin/bash", ["-c", "exec script -qfec '\(line)' /dev/null"],
            environment: [
                "BASKETWATCH_DATABASE_URL": try server.database().database, "TERM": "xterm",
                "PATH": bin + ":/usr/bin:/bin",
            ])
        try Await.until("it has looked") { watch.output.contains("No processor has run yet") }
        try server.kill()
        try Await.until("it says so") { watch.output.contains("as it was at") }
        let last = try #require(watch.output.components(separatedBy: "\u{1B}[J").last)
        let lines = last.replacing(/\x1B\[[0-9;]*m/, with: "").split(whereSeparator: \.isNewline)
        #expect(lines.dropFirst().first?.hasPrefix("✗ ") == true, "\(lines)")
        #expect(lines.joined(separator: " ").contains("Trying again in"), "\(lines)")
        #expect(lines.last?.hasPrefix("No processor has run yet") == true, "\(lines)")
        #expect(lines.allSatisfy { $0.count < 60 }, "\(lines)")
        watch.send(SIGTERM)
        _ = try watch.waitForEnd(within: 10)
    }

    @Test("ends at once with 69 where the first connection fails, watching or not")
    func watchWithoutServer() throws {
        let line = "scores --watch --database-url postgresql://127.0.0.1:1/x"
        let end = try BuiltProgram.run(CommandLineTests.words(line))
        #expect(end.code == 69 && end.output.isEmpty)
        #expect(end.errors.contains("PostgreSQL does not answer at"))
    }

    @Test("redraws a watch in place on a terminal, and leaves the terminal as it was")
    func watchOnTerminal() throws {
        let stream = try FilledStream(events: 1_000)
        let line = """
            stty -g; timeout --foreground --preserve-status -s INT 2 \
            basketwatch scores --watch --every 200ms --limit 3; echo code $?; stty -g
            """
        let end = try onTerminal(line, 80, stream)
        let lines = end.output.split(whereSeparator: \.isNewline)
        #expect(lines.contains("code 0"), "\(end.output)")
        #expect(lines.first == lines.last)
        #expect(end.output.contains("\u{1B}[7A\u{1B}[J"))
    }

    @Test("sends a terminal no control code of a stranger's, and a program what was sent")
    func strangers() throws {
        let stream = try FilledStream()
        let added =
            #""id":"ID","type":"add_to_basket","time":"2026-03-02T10:00:00Z","product_id":"p-1","quantity":1,"price_minor":900,"currency":"EUR""#
        let lines = ["\\u001b[2J", "\\u009b2J"].map {
            "{\(added.replacing("ID", with: "e\($0.count)")),\"shopper_id\":\"u\($0)\"}\n"
        }
        try stream.expect("publish -", 0, input: Array(lines.joined().utf8))
        try stream.expect("run --until-end --workers 1", 0)

        for form in ["", "--csv", "--json"] {
            let shown = try onTerminal("basketwatch scores \(form)", 200, stream).output
            #expect(shown.contains("2J"), "\(form): \(shown)")
            #expect(!shown.contains("\u{1B}[2J") && !shown.contains("\u{9B}"), "\(form): \(shown)")
        }
        let csv = try stream.expect("scores --csv", 0).output
        #expect(csv.contains("u\u{1B}[2J") && csv.contains("u\u{9B}2J"))
        let explained = try stream.expect("explain u\u{9B}2J --json", 0).output
        #expect(explained.contains("u\\u009b2J") && !explained.contains("\u{9B}"))
    }

    @Test(
        "refuses two forms of output at once",
        arguments: ["scores --json --csv", "scores --csv --watch", "status --json --watch"])
    func oneForm(line: String) throws {
        let end = try BuiltProgram.run(CommandLineTests.words(line))
        #expect(end.code == 64)
        #expect(end.errors.contains("exclude each other"))
    }

    /// Runs a line of the shell on a terminal of its own.
    private func onTerminal(
        _ line: String, _ columns: Int, _ stream: FilledStream
    ) throws -> ProgramResult {
        var environment = stream.environment
        environment["LINE"] = "stty cols \(columns) rows 24; \(line)"
        environment["TERM"] = "xterm"
        return try BuiltProgram.shell(
            #"script -qec "/bin/bash -c \"$LINE\"" /dev/null"#, environment: environment)
    }
}

/// The objects that lines of JSON hold.
func objects(_ output: String) throws -> [[String: Any]] {
    try output.split(separator: "\n").map { line in
        try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
}
