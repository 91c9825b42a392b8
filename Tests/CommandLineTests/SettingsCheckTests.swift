import Foundation
import PostgresTesting
import ProgramTesting
import Testing

extension CommandLineTests {
    /// What was said, without its line breaks.
    private func words(_ end: ProgramResult) -> String {
        end.output.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }

    @Test("tries the servers with what is set, and finds them good")
    func goodSettings() throws {
        let stream = try FilledStream()
        let all = try stream.expect("settings --check", 0)
        for words in [
            "✓ Kafka", "the embedded broker", "✓ topic", "'clickstream' has 4 partitions",
            "✓ PostgreSQL", "as user 'postgres'", "✓ schema", "✓ rights", "may read and write",
            "✓ stream", "none yet",
        ] {
            #expect(all.output.contains(words), "\(words): \(all.output)")
        }
        #expect(!all.output.contains("✗"))
        #expect(try stream.expect("settings run --check --quiet", 0).output.isEmpty)
        // A command that does not ask Kafka is not held up by it.
        let scores = try stream.expect("settings scores --check", 0)
        #expect(!scores.output.contains("Kafka"))
        #expect(try stream.expect("settings weights --check", 0).output.contains("nothing to try"))
    }

    @Test("names what is wrong with the servers, the next step, and ends with its code")
    func badSettings() throws {
        let stream = try FilledStream()
        let topic = try stream.expect("settings --check --topic absent", 69)
        #expect(topic.output.contains("✗ topic"))
        #expect(topic.output.contains("topics create absent"))
        #expect(topic.output.contains("✓ rights"))

        let broker = try stream.expect("settings --check --brokers 127.0.0.1:1", 69)
        #expect(broker.output.contains("✗ Kafka        No Kafka broker answers at 127.0.0.1:1"))

        let database = "settings --check --database-url postgresql://127.0.0.1:1/x"
        #expect(try stream.expect(database, 69).output.contains("✗ PostgreSQL"))
        let missing = try stream.expect("settings --check --schema toys", 78)
        #expect(missing.output.contains("✗ schema"))
        #expect(words(missing).contains("basketwatch migrate --schema toys"))
        let migrate = try stream.expect("settings migrate --check --schema toys", 0)
        #expect(migrate.output.contains("migrate makes it"))
    }

    @Test("tells a reader from a writer, and a stream from another")
    func rights() throws {
        let stream = try FilledStream(events: 500)
        #expect(try stream.expect("settings --check", 0).output.contains("✓ stream"))
        let other = try stream.expect("settings run --check --group another", 78)
        #expect(other.output.contains("✗ stream"))

        let role = "reader_of_settings_\(stream.store.database.suffix(3).filter(\.isNumber))"
        _ = try stream.query("CREATE ROLE \(role) LOGIN IN ROLE basketwatch_reader")
        let asReader = "PGUSER=\(role)"
        let url = stream.store.database.replacing("user=postgres ", with: "")
        func check(_ command: String) throws -> ProgramResult {
            try BuiltProgram.shell(
                "\(asReader) basketwatch settings \(command) --check",
                environment: stream.environment.merging(["BASKETWATCH_DATABASE_URL": url]) { $1 })
        }
        let run = try check("run")
        #expect(run.code == 69)
        #expect(run.output.contains("✗ rights       may read, not write"))
        #expect(words(run).contains("GRANT basketwatch_writer"))
        let scores = try check("scores")
        #expect(scores.code == 0, "\(scores.output)")
        #expect(scores.output.contains("✓ rights       may read\n"))
    }

    @Test("tries nothing that is not set for the demo, which brings its own")
    func ownServers() throws {
        let end = try BuiltProgram.run(["settings", "demo", "--check"])
        #expect(end.code == 0)
        #expect(end.output.contains("✓ Kafka        unset: an embedded broker: nothing to try"))
        #expect(end.output.contains("✓ PostgreSQL   unset: a private one: nothing to try"))
    }

    @Test("goes by libpq's own variables and ~/.pgpass where no URL is set")
    func libpq() throws {
        // A server of its own: who may come in is changed.
        let server = try PrivatePostgres()
        _ = try server.query(
            "CREATE ROLE shopper LOGIN PASSWORD 'pass-7f3a'", in: "postgres")
        _ = try server.query("CREATE DATABASE shop OWNER shopper", in: "postgres")
        let rules = "local all postgres trust\nlocal all shopper scram-sha-256\n"
        try rules.write(
            toFile: server.folder + "/data/pg_hba.conf", atomically: false, encoding: .utf8)
        _ = try server.query("SELECT pg_reload_conf()", in: "postgres")
        let home = try TemporaryFolder()
        let environment = [
            "PGHOST": server.folder, "PGUSER": "shopper", "PGDATABASE": "shop", "HOME": home.path,
        ]
        let line = ["migrate", "--no-roles"]
        let refused = try BuiltProgram.run(line, environment: environment)
        #expect(refused.code == 69)
        #expect(refused.errors.contains("~/.pgpass"))

        let password = environment.merging(["PGPASSWORD": "pass-7f3a"]) { $1 }
        #expect(try BuiltProgram.run(line, environment: password).code == 0)
        let file = try home.write(Array("*:*:shop:shopper:pass-7f3a\n".utf8), to: ".pgpass")
        #expect(chmod(file, 0o600) == 0)
        let check = try BuiltProgram.run(
            ["settings", "status", "--check"], environment: environment)
        #expect(check.code == 0, "\(check.output)")
        #expect(check.output.contains("database 'shop' at \(server.folder), as user 'shopper'"))
    }
}
