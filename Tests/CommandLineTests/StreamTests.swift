import Foundation
import KafkaTesting
import PostgresTesting
import ProgramTesting
import StoryTesting
import Testing
import Waiting

extension CommandLineTests {
    @Test("publishes plain, .gz and .zst files and standard input alike")
    func publish() throws {
        let stream = try FilledStream()
        let story = Array(try Data(contentsOf: Story.recordsFile(named: "happy-purchase")))
        let count = story.count { $0 == UInt8(ascii: "\n") }
        let folder = try TemporaryFolder()
        let plain = try folder.write(story, to: "a.jsonl")
        let gz = try BuiltProgram.shell("gzip -k '\(plain)'")
        #expect(gz.code == 0)
        let zst = try folder.write(Zstd.stored(story), to: "a.jsonl.zst")

        for (line, input) in [
            ("publish \(plain)", []), ("publish \(plain).gz", []), ("publish \(zst)", []),
            ("publish -", story),
        ] {
            let end = try stream.expect(line, 0, input: input)
            #expect(end.errors.contains("produced \(count) = acknowledged \(count)"))
        }
        try stream.expect("run --until-end", 0)
        // The same ids four times: once applied, else duplicates.
        let counts = try stream.query(
            "SELECT sum(read), sum(duplicate) > 0, sum(quarantined) FROM basketwatch.ledger")
        #expect(counts == [["\(4 * count)", "t", "0"]])

        #expect(try stream.expect("publish /nonexistent", 74).errors.contains("/nonexistent"))
        let broken = try folder.write(Array(Zstd.stored(story).dropLast(9)), to: "b.zst")
        #expect(try stream.expect("publish \(broken)", 65).errors.contains("b.zst"))
    }

    @Test("leaves the making of topics to the embedded broker, and says so")
    func topics() throws {
        let stream = try FilledStream()
        let end = try stream.expect("topics create other --partitions 2", 1)
        #expect(end.errors.contains("basketwatch broker --topic other"))
        let there = try stream.expect("topics create clickstream --partitions 4", 1)
        #expect(there.errors.contains("has a topic 'clickstream' already, with 4 partitions"))
        let missing = try stream.expect("run --topic absent --start-timeout 0s", 69)
        #expect(missing.errors.contains("absent"))
    }

    @Test("ends a run that finds no PostgreSQL with 69, and one that finds no schema with 78")
    func runWithoutStore() throws {
        let stream = try FilledStream()
        let away = try stream.expect(
            "run --start-timeout 1s --database-url postgresql://127.0.0.1:1/x", 69)
        #expect(away.errors.contains("PostgreSQL does not answer at"))
        let empty = try PrivatePostgres.shared.emptyDatabase()
        let bare = try BuiltProgram.run(
            ["run", "--until-end"],
            environment: stream.environment.merging([
                "BASKETWATCH_DATABASE_URL": empty.database
            ]) { $1 })
        #expect(bare.code == 78)
        #expect(bare.errors.contains("Run `basketwatch migrate`"))
    }

    @Test("reads no further ahead than it is told")
    func readAhead() throws {
        let stream = try FilledStream()
        // librdkafka's own list of what it was given.
        let end = try stream.expect(
            "run --until-end --workers 2 --read-ahead 8MiB --kafka debug=conf --log-level debug", 0)
        #expect(end.errors.contains("queued.max.messages.kbytes = 4096"), "\(end.errors)")
    }

    @Test("keeps a database to the one topic and group that it holds")
    func otherStream() throws {
        let stream = try FilledStream(events: 500)
        let end = try stream.expect("run --until-end --group another", 78)
        #expect(end.errors.contains("--schema NAME"))
    }

    @Test(
        "makes a topic on a real Kafka",
        .enabled(if: RealKafka.isAvailable, Comment(rawValue: RealKafka.skipped)))
    func realTopics() throws {
        let environment = ["BASKETWATCH_BROKERS": try RealKafka.shared().brokers]
        let name = RealKafka.uniqueName("made")
        let line = CommandLineTests.words("topics create \(name) --partitions 3 --retention 1h")
        let end = try BuiltProgram.run(line, environment: environment)
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.output.contains("made the topic '\(name)' with 3 partitions"))
        let again = try BuiltProgram.run(line, environment: environment)
        #expect(again.code == 1)
        #expect(again.errors.contains(name))
    }

    @Test("drains and ends with 0 within 5 s of SIGTERM or SIGINT", arguments: [SIGTERM, SIGINT])
    func termination(signal: Int32) throws {
        let stream = try FilledStream()
        let shop = try RunningProgram(
            CommandLineTests.words("generate --rate 500 --speed-up 600"),
            environment: stream.environment
        )
        let run = try RunningProgram(["run", "--workers", "1"], environment: stream.environment)
        func committed() throws -> Int {
            let rows = try stream.query("SELECT coalesce(sum(read), 0) FROM basketwatch.ledger")
            return Int(rows[0][0]) ?? 0
        }
        try Await.until("something is committed") { try committed() > 500 }

        let began = ContinuousClock.now
        run.send(signal)
        let end = try run.waitForEnd(within: 20)
        #expect(end.code == 0, "\(end.errors)")
        #expect(began.duration(to: .now) < .seconds(5))
        #expect(end.errors.contains("stopped cleanly"))
        #expect(
            try stream.query("SELECT DISTINCT owner FROM basketwatch.stream_partition") == [[""]])

        shop.send(signal)
        let produced = try shop.waitForEnd(within: 20)
        #expect(produced.code == 0)
        #expect(produced.errors.contains("= acknowledged"))
        // Nobody owns the partitions any more, which status holds for wrong.
        #expect(try stream.expect("status", 1).output.contains("balances"))
    }
}
