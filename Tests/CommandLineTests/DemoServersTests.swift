import Foundation
import PostgresTesting
import ProgramTesting
import Testing

extension CommandLineTests {
    @Test("keeps a demo out of the servers that are set for one's own stream")
    func demoOfItsOwn() throws {
        let folder = try TemporaryFolder()
        let mine = try PrivatePostgres.shared.emptyDatabase()
        _ = try folder.write(
            Array("kafka.security.protocol = ssl\ntopic = mine\n".utf8), to: "basketwatch.conf")
        let end = try BuiltProgram.run(
            ["demo", "--duration", "1s", "--folder", folder.file("demo")],
            environment: [
                "BASKETWATCH_DATABASE_URL": mine.database, "BASKETWATCH_BROKERS": "nowhere:1",
                "BASKETWATCH_KAFKA_SASL_MECHANISM": "PLAIN", "BASKETWATCH_SCHEMA": "mine",
            ], folder: folder.path, within: 120)
        #expect(end.code == 0, "\(end.output)\(end.errors)")
        #expect(end.output.contains("embedded, for trying out"))
        #expect(try PrivatePostgres.shared.query(Self.ourSchemas, at: mine) == [])
    }

    private static let ourSchemas =
        "SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|public$|information_schema$)'"

    @Test("makes a demo's schema in a database of one's own, and drops it, again and again")
    func demoInOwnDatabase() throws {
        let folder = try TemporaryFolder()
        let mine = try PrivatePostgres.shared.emptyDatabase()
        for _ in 1...2 {
            let end = try BuiltProgram.run(
                [
                    "demo", "--duration", "1s", "--folder", folder.file("demo"), "--database-url",
                    mine.database,
                ], within: 120)
            #expect(end.code == 0, "\(end.output)\(end.errors)")
            #expect(end.output.contains("yours; schema basketwatch_demo_"))
            #expect(end.output.contains("FROM \"basketwatch_demo_"))
            #expect(try PrivatePostgres.shared.query(Self.ourSchemas, at: mine) == [])
        }
    }

    @Test("leaves a demo alone that was told to go on, until it is told to stop")
    func keptDemo() throws {
        let folder = try TemporaryFolder()
        let place = folder.file("demo")
        let kept = try BuiltProgram.run(
            ["demo", "--duration", "1s", "--keep", "--folder", place], within: 120)
        // Where a check has failed before it is stopped below; else there is nothing to stop.
        defer { _ = try? BuiltProgram.run(["demo", "--stop", "--folder", place]) }
        #expect(kept.code == 0, "\(kept.output)\(kept.errors)")
        #expect(kept.output.contains("--start now --first-number"))
        let exports = kept.output.split(separator: "\n").filter { $0.contains("export ") }
            .joined(separator: "\n")

        let second = try BuiltProgram.run(["demo", "--folder", place])
        #expect(second.code == 69)
        #expect(
            second.errors.contains("--keep still runs in \(place). Stop it"), "\(second.errors)")
        let status = try BuiltProgram.shell("\(exports)\nbasketwatch status")
        #expect(status.code == 0, "\(status.output)\(status.errors)")

        let stop = try BuiltProgram.run(["demo", "--stop", "--folder", place], within: 60)
        #expect(stop.output == "stopped\n")
        #expect(!FileManager.default.fileExists(atPath: place))
    }
}
