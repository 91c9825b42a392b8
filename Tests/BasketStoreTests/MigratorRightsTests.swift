import PostgresTesting
import Testing

@testable import BasketStore

@Suite("A migration by a user with few rights")
struct MigratorRightsTests {
    private let postgres = PrivatePostgres.shared

    /// An empty database, and how a new user with these rights of the cluster's reaches it.
    private func stranger(_ name: String, _ rights: String = "") throws -> StoreSettings {
        var settings = try postgres.emptyDatabase()
        _ = try postgres.query("CREATE ROLE \(name) LOGIN \(rights)", at: settings)
        settings.database += " user=\(name)"
        return settings
    }

    private func asOwner(_ sql: String, _ settings: StoreSettings) throws {
        var owner = settings
        owner.database += " user=postgres"
        _ = try postgres.query(sql, at: owner)
    }

    @Test("says which right is missing to make the schema, and then takes one that was made")
    func noSchema() throws {
        var settings = try stranger("few_rights_1")
        settings.schema = .order
        let error = #expect(throws: BasketStoreError.self) { try Migrator(settings).migrate() }
        let text = error?.description ?? ""
        #expect(text.contains("few_rights_1' may not create the schema 'order'"))
        #expect(text.contains("CREATE SCHEMA \"order\" AUTHORIZATION \"few_rights_1\""))
        try asOwner("CREATE SCHEMA \"order\" AUTHORIZATION few_rights_1", settings)
        let report = try Migrator(settings).migrate(withRoles: false)
        #expect(report.applied == Migrations.numbered.map(\.name) && !report.hasGranted)
        #expect(try StoreReader(settings).status() == nil)
    }

    @Test("names the roles that it may not make, and grants them once they are there")
    func noRoles() throws {
        var settings = try stranger("few_rights_2")
        settings.schema = try #require(SchemaName("few"))
        try asOwner("CREATE SCHEMA few AUTHORIZATION few_rights_2", settings)
        let names = ["few_writer", "few_reader", "few_offers"]
        let error = #expect(throws: BasketStoreError.mayNotCreateRoles(names, user: "few_rights_2"))
        { try Migrator(settings).migrate() }
        let text = error?.description ?? ""
        #expect(text.contains("--no-roles") && text.contains("docs/operating.md"))
        try asOwner(names.map { "CREATE ROLE \($0) NOLOGIN;" }.joined(), settings)
        let report = try Migrator(settings).migrate()
        #expect(report == with(granted: true))
        try asOwner("SET ROLE few_reader; SELECT * FROM few.stream_lag", settings)
    }

    private func with(granted: Bool) -> MigrationReport {
        var report = MigrationReport()
        report.hasGranted = granted
        return report
    }

    @Test("says so where the schema is somebody else's")
    func notTheOwner() throws {
        let settings = try stranger("few_rights_3")
        var owner = settings
        owner.database += " user=postgres"
        _ = try Migrator(owner).migrate()
        let error = #expect(throws: BasketStoreError.self) { try Migrator(settings).migrate() }
        guard case .notTheOwner = error else {
            Issue.record("The error is \(String(describing: error)).")
            return
        }
        #expect(error?.description.contains("as the schema's owner") == true)
        // Nor may such a user ask before a role is granted.
        let closed = #expect(throws: BasketStoreError.self) { _ = try StoreReader(settings) }
        #expect(closed?.description.contains("GRANT basketwatch_reader TO few_rights_3") == true)
        try asOwner("GRANT basketwatch_reader TO few_rights_3", settings)
        #expect(try StoreReader(settings).status() == nil)
    }

    @Test("tells what it would do without doing it")
    func dryRun() throws {
        let settings = try postgres.emptyDatabase()
        let all = Migrations.numbered.map(\.name)
        #expect(try Migrator(settings).missing() == all)
        #expect(
            try postgres.query("SELECT to_regnamespace('basketwatch') IS NULL", at: settings)
                == [["t"]])
        #expect(try Migrator(settings).migrate().applied == all)
        #expect(try Migrator(settings).missing() == [])
        _ = try postgres.query(
            "DELETE FROM basketwatch.schema_migration WHERE number = 3", at: settings)
        #expect(try Migrator(settings).missing() == [all[2]])
    }
}
