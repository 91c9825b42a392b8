import Foundation
import KafkaTesting
import PostgresTesting
import ProgramTesting
import Testing
import Waiting

@Suite("A secret")
struct SecretTests {
    /// What the program can be asked that reads settings: shown, tried, refused, failed.
    private static let lines = [
        "settings", "settings run", "settings run --check --verbose", "settings --example",
        "settings --reference", "settings run --gap 0", "run --workers 0",
        "run --start-timeout 100ms --log-level debug --kafka debug=all --verbose",
        "status --verbose", "status --json", "scores --json", "explain u-1 --verbose",
        "migrate --verbose", "migrate --dry-run", "publish /nonexistent --verbose",
        "generate --count 1 --describe", "weights --nonsense", "man", "help run",
    ]

    @Test("is in nothing that the program says, wherever it was given", arguments: SecretPlace.all)
    func output(_ place: SecretPlace) throws {
        let folder = try SecretFolder()
        if !place.file.isEmpty { _ = try folder.write(place.file, to: "basketwatch.conf") }
        var environment = ["BASKETWATCH_BROKERS": "127.0.0.1:1"]
        environment.merge(place.environment) { $1 }
        for line in Self.lines {
            let words = line.split(separator: " ").map(String.init)
            // Which command takes which flag is another matter: an unknown one is refused.
            let command = words + place.flags
            let end = try BuiltProgram.run(
                command, environment: environment, folder: folder.path, within: 60)
            let said = end.output + end.errors
            #expect(!said.contains(place.secret), "\(line): \(said)")
            // Part of it would be a hint.
            #expect(!said.contains(place.secret.suffix(7)), "\(line): \(said)")
        }
    }

    @Test(
        "on the command line is warned of, with the way out; once",
        arguments: [
            (
                ["--database-url", "postgresql://shop:flag-51@127.0.0.1:1/x"],
                "BASKETWATCH_DATABASE_URL"
            ),
            (["--kafka", "sasl.password=flag-51"], "BASKETWATCH_KAFKA_SASL_PASSWORD"),
            (
                ["--kafka=ssl.key.password=flag-51", "--database-url", "password=flag-51 port=1"],
                "BASKETWATCH_KAFKA_SSL_KEY_PASSWORD"
            ),
        ])
    func warning(flags: [String], variable: String) throws {
        let end = try BuiltProgram.run(["settings", "run"] + flags)
        let warnings = end.errors.split(separator: "\n").filter { $0.contains("warning") }
        #expect(warnings.count == 1)
        #expect(end.errors.contains("list of processes"))
        #expect(end.errors.contains(variable))
        #expect(!(end.output + end.errors).contains("flag-51"))
        let harmless = try BuiltProgram.run([
            "settings", "run", "--database-url", "postgresql://shop@127.0.0.1:1/x", "--kafka",
            "ssl.key.location=/etc/key", "--kafka", "sasl.username=shop",
        ])
        #expect(!harmless.errors.contains("list of processes"))
    }

    @Test("is told to those children only that need it, and stands in nobody's arguments")
    func children() throws {
        let folder = try SecretFolder()
        // Its PostgreSQL runs as another user.
        chmod(folder.path, 0o755)
        let demo = try RunningProgram(
            ["demo", "--duration", "2s", "--folder", folder.file("demo")],
            environment: [
                "PGPASSWORD": "database-51", "BASKETWATCH_KAFKA_SASL_PASSWORD": "kafka-51",
            ])
        let secrets = ["database-51", "kafka-51"]
        var seen: [String: Set<String>] = [:]
        var modes: Set<Int> = []
        while demo.exitCode == nil {
            // Between its making and its program a child is still the demo itself.
            for process in RunningProcess.descendants(of: demo.pid) where process.name != "demo" {
                #expect(
                    secrets.allSatisfy { !process.arguments.contains($0) }, "\(process.arguments)")
                seen[process.name, default: []].formUnion(
                    secrets.filter(process.environment.contains))
            }
            // What it writes holds shoppers, and is ours alone. It goes with the demo.
            let files =
                (try? FileManager.default.contentsOfDirectory(atPath: folder.file("demo"))) ?? []
            for file in files where file.hasSuffix(".log") {
                let path = folder.file("demo/\(file)")
                let text = FileManager.default.contents(atPath: path) ?? Data()
                let words = String(decoding: text, as: UTF8.self)
                #expect(secrets.allSatisfy { !words.contains($0) }, "\(file)")
                // Gone meanwhile, as above.
                let facts = try? FileManager.default.attributesOfItem(atPath: path)
                if let mode = facts?[.posixPermissions] as? Int { modes.insert(mode) }
            }
            usleep(3_000)
        }
        let end = try demo.waitForEnd(within: 1)
        #expect(end.code == 0, "\(end.output)\(end.errors)")
        #expect(secrets.allSatisfy { !(end.output + end.errors).contains($0) })
        // The broker is the demo's own, and wants no password.
        #expect(seen["run"] == ["database-51"])
        for name in ["generate", "broker", "postgres"] { #expect(seen[name] == [], "\(name)") }
        for (name, secrets) in seen where !["run", "psql"].contains(name) {
            #expect(secrets == [], "\(name)")
        }
        #expect(seen["psql"]?.contains("kafka-51") != true)
        #expect(modes == [0o600])
    }

    @Test("is in no table")
    func tables() throws {
        let server = try SecurePostgres()
        let secrets = ["PGPASSWORD": SecurePostgres.password]
        #expect(try server.run("migrate", server.url(), secrets).code == 0)
        let folder = try SecretFolder()
        let broker = try RunningProgram(["broker", "--address-file", folder.file("address")])
        try Await.until("the broker says where it is") {
            FileManager.default.fileExists(atPath: folder.file("address"))
        }
        let address = try String(contentsOfFile: folder.file("address"), encoding: .utf8)
        let environment = secrets.merging([
            "BASKETWATCH_BROKERS": address.trimmingCharacters(in: .whitespacesAndNewlines),
            "BASKETWATCH_KAFKA_SASL_PASSWORD": "kafka-51",
            "BASKETWATCH_KAFKA_SSL_KEY_PASSWORD": "kafka-51",
        ]) { $1 }
        #expect(
            try server.run("generate --count 500 --malformed 2%", server.url(), environment).code
                == 0)
        let end = try server.run(
            "run --until-end --workers 1 --log-level debug", server.url(), environment)
        #expect(end.code == 0, "\(end.errors)")
        broker.send(SIGTERM)
        #expect(!end.errors.contains("kafka-51") && !end.errors.contains(SecurePostgres.password))
        let dump = try server.postgres.dump(server.postgres.settings("shop"))
        #expect(dump.contains("COPY basketwatch.stream_partition"))
        #expect(!dump.contains("kafka-51") && !dump.contains(SecurePostgres.password))
    }
}
