import Foundation
import PostgresTesting
import ProgramTesting
import Testing

@Suite("The processor's user in the Compose file's PostgreSQL")
struct DatabaseUserTests {
    @Test("is made before the schema, and may do what the health check does")
    func roles() throws {
        // A server of its own: roles are the whole server's.
        let postgres = try PrivatePostgres()
        let server = ["PGHOST": postgres.folder, "PGDATABASE": "postgres"]
        let script = ShippedFile.place("packaging/compose/roles.sh")
        let made = try BuiltProgram.shell(
            script,
            environment: server.merging([
                "POSTGRES_USER": "postgres", "POSTGRES_DB": "postgres",
                "DAEMON_PASSWORD": "it's $1",
            ]) { $1 })
        #expect(made.code == 0, "\(made.errors)")

        let owner = server.merging(["PGUSER": "postgres"]) { $1 }
        let migrated = try BuiltProgram.run(["migrate"], environment: owner)
        #expect(migrated.code == 0, "\(migrated.errors)")

        let daemon = server.merging(["PGUSER": "basketwatch_daemon"]) { $1 }
        let status = try BuiltProgram.run(["status"], environment: daemon)
        // 1: it may look, and says that no processor has run yet.
        #expect(status.code == 1 && status.output.contains("processor"), "\(status)")
        // And no more: the schema is its owner's.
        let refused = try BuiltProgram.shell(
            "psql --no-psqlrc --command 'DROP TABLE basketwatch.score'", environment: daemon)
        #expect(refused.code != 0 && refused.errors.contains("owner"), "\(refused.errors)")
    }
}
