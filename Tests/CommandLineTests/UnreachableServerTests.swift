import PostgresTesting
import ProgramTesting
import Testing

/// Something that must never be shown.
private let secret = "pass-7f3a"
private let nowhere = "postgresql://shop:\(secret)@127.0.0.1:1/shop"

extension CommandLineTests {
    @Test("waits for a broker as long as it is told, and then ends with 69 and the next step")
    func noBroker() throws {
        let began = ContinuousClock.now
        let end = try BuiltProgram.run(
            CommandLineTests.words("run --brokers 127.0.0.1:1 --start-timeout 1s"))
        #expect(end.code == 69)
        #expect(end.errors.contains("No Kafka broker answers at 127.0.0.1:1"))
        #expect(end.errors.contains("BASKETWATCH_BROKERS"))
        #expect(began.duration(to: .now) >= .seconds(1))
        #expect(began.duration(to: .now) < .seconds(10))
    }

    @Test(
        "ends with 69 where PostgreSQL does not answer, and never shows the password",
        arguments: ["scores", "status", "migrate"])
    func noDatabase(command: String) throws {
        let end = try BuiltProgram.run([command, "--database-url", nowhere])
        #expect(end.code == 69)
        #expect(end.errors.contains("PostgreSQL does not answer at"))
        #expect(end.errors.contains("BASKETWATCH_DATABASE_URL"))
        #expect(!(end.output + end.errors).contains(secret))
    }

    @Test(
        "masks secrets wherever they were set",
        arguments: [
            ["settings", "run", "--brokers", "b:1", "--database-url", nowhere],
            ["settings", "run", "--brokers", "b:1", "--kafka", "sasl.password=\(secret)"],
            ["run", "--brokers", "b:1", "--gap", "0", "--database-url", nowhere],
            ["run", "--brokers", "b:1", "--kafka", "sasl.password=\(secret)", "--workers", "0"],
            [
                "run", "--brokers", "127.0.0.1:1", "--start-timeout", "1s", "--kafka",
                "security.protocol=SASL_PLAINTEXT", "--kafka", "sasl.mechanism=PLAIN", "--kafka",
                "sasl.username=u", "--kafka", "sasl.password=\(secret)", "--log-level", "debug",
            ],
            ["status", "--database-url", "nonsense://u:\(secret)@h/x"],
            ["status", "--database-url", "host=/nonexistent password=\(secret)"],
        ])
    func secrets(line: [String]) throws {
        for environment in [[:], ["BASKETWATCH_KAFKA_SASL_PASSWORD": secret]] {
            let end = try BuiltProgram.run(line, environment: environment)
            #expect(!(end.output + end.errors).contains(secret), "\(end.output)\(end.errors)")
        }
    }

    @Test(
        "shows no piece of a password that is hard to write",
        arguments: ["?", "/", "@", "\\", "'", "\t", " ", "&", "%", ":", "="])
    func hardSecrets(mark: String) throws {
        let (first, second) = ("q7wpa", "x3sword")
        let quoted = "\(first)\(mark)\(second)".replacing("\\", with: "\\\\")
            .replacing("'", with: "\\'")
        let bare = ["\t", " "].contains(mark) ? "\(first)\\\(mark)\(second)" : quoted
        for database in [
            "postgresql://shop:\(first)\(mark)\(second)@127.0.0.1:1/shop",
            "host=127.0.0.1 port=1 password=\(bare)",
            "host=127.0.0.1 port=1 password=\(first)\(mark)\(second)",
            "host=127.0.0.1 port=1 password='\(quoted)' user=u",
        ] {
            for line in [
                ["settings", "status", "--database-url", database],
                ["status", "--verbose", "--database-url", database],
                ["status", "--stale", "--database-url", database],
            ] {
                let end = try BuiltProgram.run(line)
                let said = end.output + end.errors
                #expect(!said.contains(first) && !said.contains(second), "\(line): \(said)")
            }
        }
    }

    @Test("asks for migrate where the schema is missing, with 78")
    func notMigrated() throws {
        let store = try PrivatePostgres.shared.emptyDatabase()
        let environment = ["BASKETWATCH_DATABASE_URL": store.database]
        for command in ["status", "scores"] {
            let end = try BuiltProgram.run([command], environment: environment)
            #expect(end.code == 78)
            #expect(end.errors.contains("Run `basketwatch migrate`"))
        }
        let migrated = try BuiltProgram.run(["migrate"], environment: environment)
        #expect(migrated.code == 0)
        #expect(migrated.output.contains("applied 0001_"))
        let again = try BuiltProgram.run(["migrate"], environment: environment)
        #expect(again.code == 0)
        #expect(again.output.contains("up to date"))
        let status = try BuiltProgram.run(["status"], environment: environment)
        #expect(status.code == 1)
        #expect(status.output.contains("basketwatch run"))
    }
}
