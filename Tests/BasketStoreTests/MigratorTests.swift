@testable import BasketStore
import Foundation
import PostgresTesting
import Testing

@Suite("A migration")
struct MigratorTests {
    let postgres = PrivatePostgres.shared

    @Test("is applied once, in order")
    func twice() throws {
        let database = try postgres.emptyDatabase()
        #expect(try Migrator(database).migrate() == Migrations.numbered.map(\.name))
        #expect(try Migrator(database).migrate() == [])
        _ = try StoreReader(database).status()
    }
}
