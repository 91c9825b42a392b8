import BasketConsole
import BasketStore

extension Setting<String?> {
    static let databaseURL = Setting(
        "database-url", "where PostgreSQL is: postgresql://user@host:port/name", .url,
        whenUnset: "libpq's own PGHOST, PGDATABASE, …")
}

extension StoreSettings {
    init(_ settings: Settings) {
        self.init(database: settings[.databaseURL] ?? "")
    }
}
