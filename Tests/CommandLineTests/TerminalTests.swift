import Foundation
import ProgramTesting
import Testing

private let escape = "\u{1B}["

extension CommandLineTests {
    /// Runs a line on a terminal of its own, 80 columns wide.
    private func onTerminal(
        _ line: String, environment: [String: String] = [:]
    ) throws -> ProgramResult {
        let folder = try TemporaryFolder()
        return try BuiltProgram.shell(
            "script -qec 'stty cols 80; \(line)' /dev/null",
            environment: ["TERM": "xterm"].merging(environment) { $1 },
            folder: folder.path)
    }

    @Test("has colour on a terminal, but not where it is unwanted, impossible or out of place")
    func colour() throws {
        #expect(try onTerminal("basketwatch help").output.contains(escape))
        #expect(
            try !onTerminal("basketwatch help", environment: ["NO_COLOR": "1"]).output
                .contains(escape))
        // As https://no-color.org has it: only when it is not empty.
        #expect(
            try onTerminal("basketwatch help", environment: ["NO_COLOR": ""]).output
                .contains(escape))
        #expect(
            try !onTerminal("basketwatch help", environment: ["TERM": "dumb"]).output
                .contains(escape))
        #expect(try !onTerminal("basketwatch help | cat").output.contains(escape))
        #expect(try !BuiltProgram.run(["help"]).output.contains(escape))
    }

    @Test("shows on 80 columns no line of help that is longer", arguments: commands + builtIn)
    func width(command: String) throws {
        let help = try onTerminal("basketwatch help \(command)", environment: ["NO_COLOR": "1"])
        // What is to be copied stays in one piece.
        let lines = help.output.split(whereSeparator: \.isNewline)
            .filter { !$0.hasPrefix("  basketwatch ") }
        #expect(lines.count > 3)
        for line in lines { #expect(line.count <= 80, "\(line)") }
    }

    @Test("draws progress in place on a terminal, prints it elsewhere, and not with --quiet")
    func progress() throws {
        let line = "basketwatch generate --count 60000 --output"
        #expect(try onTerminal("\(line) a.jsonl").output.contains("\(escape)1A"))
        let dumb = try onTerminal("\(line) a.jsonl", environment: ["TERM": "dumb"])
        #expect(!dumb.output.contains(escape))
        #expect(dumb.output.contains("60,000 events"))
        let quiet = try onTerminal("\(line) a.jsonl --quiet")
        #expect(quiet.output.isEmpty)
        #expect(quiet.code == 0)
        let folder = try TemporaryFolder()
        let piped = try BuiltProgram.shell("\(line) - | wc -l", folder: folder.path)
        #expect(piped.output.trimmingCharacters(in: .whitespacesAndNewlines) == "60000")
        #expect(!piped.errors.contains(escape))
    }

    @Test(
        "ends without a word when its reader has enough",
        arguments: [
            "basketwatch help run", "basketwatch man", "basketwatch settings",
            "basketwatch completions bash", "basketwatch generate --count 100000 --output -",
        ])
    func head(line: String) throws {
        let end = try BuiltProgram.shell("\(line) --quiet | head -n 1; echo ${PIPESTATUS[0]}")
        #expect(end.errors.isEmpty, "\(end.errors)")
        #expect(end.output.hasSuffix("\n0\n"))
    }

    @Test("ends without a word when the reader of a stream's answers has enough")
    func headOfStream() throws {
        let stream = try FilledStream(events: 4_000)
        let shopper = try stream.query(
            "SELECT min(shopper_id) FROM basketwatch.basket_sessions")[0][0]
        // Without an owner status ends with 1.
        for (line, code) in [
            ("scores --limit 1000", 0), ("scores --json --limit 1000", 0),
            ("scores --csv --limit 1000", 0), ("status", 1), ("status --json", 1),
            ("explain \(shopper)", 0), ("explain \(shopper) --json", 0),
            ("scores --watch --every 100ms", 0), ("status --watch --every 100ms", 0),
            ("replay --topic clickstream", 0),
        ] {
            let end = try BuiltProgram.shell(
                "basketwatch \(line) --quiet | head -n 1; echo ${PIPESTATUS[0]}",
                environment: stream.environment)
            #expect(end.errors.isEmpty, "\(line): \(end.errors)")
            #expect(end.output.hasSuffix("\n\(code)\n"), "\(line): \(end.output)")
        }
    }

    @Test("says errors only with --quiet, and with --verbose what it connects to")
    func verbosity() throws {
        let line = ["status", "--database-url", "postgresql://u:pass-7f3a@127.0.0.1:1/x"]
        let quiet = try BuiltProgram.run(
            line + ["--quiet"], environment: ["BASKETWATCH_NONSENSE": "1"])
        #expect(quiet.code == 69)
        #expect(quiet.errors.hasPrefix("basketwatch: PostgreSQL does not answer"))
        #expect(quiet.errors.split(separator: "\n").count == 1)

        let verbose = try BuiltProgram.run(line + ["--verbose"])
        #expect(verbose.code == 69)
        #expect(verbose.errors.contains("database-url = postgresql://u:***@127.0.0.1:1/x"))
        #expect(verbose.errors.contains("connecting to PostgreSQL at"))
        #expect(!verbose.errors.contains("pass-7f3a"))
    }

    @Test(
        "has --verbose say how Kafka is tried, whatever asks it",
        arguments: [
            "replay --topic clickstream", "topics list", "topics describe clickstream",
            "settings run --check",
        ])
    func verboseKafka(line: String) throws {
        func said(_ more: String) throws -> String {
            let end = try BuiltProgram.run(
                CommandLineTests.words("\(line) --brokers 127.0.0.1:1\(more)"))
            #expect(end.code == 69)
            return end.errors
        }
        #expect(try said(" --verbose").contains("facility="))
        #expect(try !said("").contains("facility="))
    }

    @Test("lets --quiet and --verbose set the log's level, unless --log-level does")
    func logLevel() throws {
        func said(_ flags: String) throws -> String {
            let line = "run --brokers 127.0.0.1:1 --start-timeout 1s \(flags)"
            let end = try BuiltProgram.run(CommandLineTests.words(line))
            #expect(end.code == 69)
            return end.errors
        }
        let verbose = try said("--verbose")
        #expect(verbose.contains(" debug "))
        // librdkafka's own: how it tries to connect.
        #expect(verbose.contains("facility=CONNECT"))
        #expect(try !said("").contains(" debug "))
        #expect(try said("--quiet").hasPrefix("basketwatch: No Kafka broker answers"))
        #expect(try said("--quiet --log-level debug").contains(" debug "))
    }
}
