import Foundation
import KafkaTesting
import PostgresTesting
import ProgramTesting
import Testing
import Waiting

@Suite("A program whose reader or owner leaves")
struct OutputMistakeTests {
    @Test(
        "ends quietly when its reader has enough",
        arguments: [
            "replay {files}/good.jsonl", "replay {files}/good.jsonl --json",
            "generate --count 200000 --output -", "--help", "man", "settings --reference",
        ])
    func head(line: String) throws {
        let files = try #require(try MistakeWorld.shared.get().names["files"])
        let sandbox = try Sandbox()
        let end = try BuiltProgram.shell(
            "set -o pipefail; basketwatch "
                + "\(line.replacing("{files}", with: files)) | head -n 1",
            environment: sandbox.variables, folder: sandbox.desk)
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.output.split(separator: "\n").count == 1)
        #expect(!end.errors.contains("basketwatch:"), "\(end.errors)")
        #expect(sandbox.left == [])
        #expect(sandbox.processes == [])
    }

    @Test(
        "says so where what it prints finds no room",
        arguments: ["man", "replay {files}/good.jsonl"])
    func full(line: String) throws {
        let files = try #require(try MistakeWorld.shared.get().names["files"])
        let end = try BuiltProgram.shell(
            "basketwatch \(line.replacing("{files}", with: files)) > /dev/full")
        #expect(end.code == 74)
        #expect(
            end.errors.contains("basketwatch: Writing to standard output failed: No space left"))
        #expect(end.errors.contains("Make room where it goes, or send it elsewhere."))
    }

    @Test("migrates all or nothing when it is interrupted, and the next one goes on")
    func interruptedMigration() throws {
        let postgres = PrivatePostgres.shared
        let store = try postgres.emptyDatabase()
        let sandbox = try Sandbox()
        // Somebody else is about to make the same schema, and takes his time.
        let blocker = try RunningProgram(
            executable: "/usr/bin/env",
            [
                "psql", "-Xqd", store.database, "-c", "BEGIN", "-c", "CREATE SCHEMA basketwatch",
                "-c", "SELECT pg_sleep(600)",
            ])
        func count(_ sql: String) throws -> String { try postgres.query(sql, at: store)[0][0] }
        let sleepers =
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' "
            + "AND pid <> pg_backend_pid() AND datname = current_database()"
        try Await.until("the schema is locked") { try count(sleepers) == "1" }
        let migrate = try RunningProgram(
            ["migrate", "--database-url", store.database], environment: sandbox.variables,
            folder: sandbox.desk)
        let waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        try Await.until("the migration waits") { try count(waiting) != "0" }
        migrate.send(SIGINT)
        let end = try migrate.waitForEnd(within: 20)
        #expect(end.code == 128 + SIGINT)
        blocker.send(SIGKILL)
        _ = try blocker.waitForEnd(within: 10)
        _ = try postgres.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                + "datname = current_database() AND pid <> pg_backend_pid()", at: store)
        try Await.until("nobody is there any more") {
            try count(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                    + "AND pid <> pg_backend_pid()") == "0"
        }
        #expect(
            try count("SELECT count(*) FROM pg_namespace WHERE nspname = 'basketwatch'") == "0")
        let again = try BuiltProgram.run(["migrate", "--database-url", store.database])
        #expect(again.code == 0, "\(again.errors)")
        #expect(again.output.contains("applied 0001_"))
        #expect(sandbox.left == [])
    }
}
