import BasketStore
import Foundation
import KafkaTesting
import PostgresTesting
import ProgramTesting
import Testing
import Waiting

@Suite("A processor with the writer's role alone")
struct WriterRunTests {
    private let postgres = PrivatePostgres.shared

    /// A database with the schema, as two users of their own reach it.
    private func database(
        _ name: String
    ) throws -> (owner: StoreSettings, writer: String, reader: String) {
        let owner = try postgres.database()
        var urls: [String] = []
        for role in ["writer", "reader"] {
            let user = "\(name)_\(role)"
            _ = try postgres.query(
                "CREATE ROLE \(user) LOGIN IN ROLE basketwatch_\(role)", at: owner)
            urls.append(owner.database.replacing("user=postgres", with: "user=\(user)"))
        }
        return (owner, urls[0], urls[1])
    }

    @Test("does all that there is to do, and a shopper is forgotten by it")
    func run() throws {
        let store = try database("whole_run")
        let folder = try SecretFolder()
        let broker = try RunningProgram(["broker", "--address-file", folder.file("address")])
        try Await.until("the broker says where it is") {
            FileManager.default.fileExists(atPath: folder.file("address"))
        }
        let address = try String(contentsOfFile: folder.file("address"), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        func program(_ line: String, as url: String? = nil) throws -> ProgramResult {
            try BuiltProgram.run(
                line.split(separator: " ").map(String.init),
                environment: [
                    "BASKETWATCH_BROKERS": address, "BASKETWATCH_DATABASE_URL": url ?? store.writer,
                ], within: 90)
        }
        func expect(_ line: String, _ code: Int32 = 0, as url: String? = nil) throws
            -> ProgramResult
        {
            let end = try program(line, as: url)
            #expect(end.code == code, "\(line): \(end.output)\(end.errors)")
            return end
        }
        _ = try expect("settings run --check")
        _ = try expect(
            "generate --count 3000 --open-sessions 300 --malformed 1% --very-late 1% --duplicates 1%"
        )
        _ = try expect("run --until-end --workers 2 --checkpoint-interval 200ms")
        let scores = try expect("scores --limit 1 --json")
        let shopper = try #require(
            scores.output.firstMatch(of: #/"shopper_id":"([^"]+)"/#)?.output.1)
        _ = try expect("explain \(shopper)", as: store.reader)

        // A reader may not ask for it; without a processor it waits.
        let refused = try expect("forget \(shopper)", 69, as: store.reader)
        #expect(refused.errors.contains("grant this user its role"))
        let waiting = try expect("forget \(shopper) --timeout 0s", 69)
        #expect(waiting.errors.contains("no processor owns partitions"))
        #expect(waiting.errors.contains("basketwatch run"))
        let asked = try expect("forget \(shopper) --timeout 0s --json", 69)
        #expect(asked.output.contains(#""done":false"#))

        let processor = try RunningProgram(
            ["run", "--workers", "2"],
            environment: [
                "BASKETWATCH_BROKERS": address, "BASKETWATCH_DATABASE_URL": store.writer,
            ])
        let done = try expect("forget \(shopper) --brokers \(address)")
        #expect(done.output.contains("Forgotten: '\(shopper)'"))
        #expect(done.output.contains("The embedded broker keeps"))
        processor.send(SIGTERM)
        let end = try processor.waitForEnd(within: 20)
        #expect(end.code == 0, "\(end.errors)")
        broker.send(SIGTERM)
        let dump = try postgres.dump(store.owner)
        #expect(!dump.contains("\t\(shopper)\t"))
        #expect(
            try postgres.query(
                """
                SELECT bool_and(ledger_balanced),
                    (SELECT sum(baskets) FROM basketwatch.forget_progress) > 0
                FROM basketwatch.stream_lag
                """, at: store.owner) == [["t", "t"]])
    }

    @Test(
        "is told how long Kafka keeps what it has",
        .enabled(if: RealKafka.isAvailable, Comment(rawValue: RealKafka.skipped)),
        arguments: [
            (["retention.ms": "604800000"], "7 d"), (["retention.ms": "-1"], "for ever"),
            (["cleanup.policy": "compact"], "compacted"),
        ])
    func remainder(configuration: [String: String], words: String) throws {
        let kafka = try RealKafka.shared()
        let topic = try kafka.makeTopic("kept", partitions: 1, configuration: configuration)
        let store = try postgres.database()
        let end = try BuiltProgram.run(
            ["forget", "u-1", "--brokers", kafka.brokers, "--topic", topic],
            environment: ["BASKETWATCH_DATABASE_URL": store.database])
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.output.contains("nothing is stored of 'u-1'"))
        #expect(end.output.contains(words), "\(end.output)")
        let unknown = try BuiltProgram.run(
            ["forget", "u-1", "--brokers", "127.0.0.1:1"],
            environment: ["BASKETWATCH_DATABASE_URL": store.database])
        #expect(unknown.code == 0)
        #expect(unknown.output.contains("could not be found out"))
    }
}
