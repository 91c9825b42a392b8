import BasketConsole
import BasketStore

extension Setting<String?> {
    static let databaseURL = Setting(
        "database-url", "where PostgreSQL is: postgresql://user@host:port/name", .database,
        whenUnset: "libpq's own PGHOST, PGDATABASE, …")
}

extension Setting<SchemaName> {
    static let schema = Setting(
        "schema", "the schema that holds the stream; a database may hold several",
        .schemaName, standard: .standard)
}

extension SettingKind<String> {
    /// Where a PostgreSQL is; its password is never shown.
    static var database: SettingKind { .url { StoreSettings(database: $0).maskedDatabase } }
}

extension SettingKind<SchemaName> {
    static var schemaName: SettingKind {
        SettingKind(
            placeholder: "NAME",
            read: { text in SchemaName(text).map { .value($0) } ?? .refused(SchemaName.rule) },
            write: { "\($0)" })
    }
}

extension SettingList {
    /// Where the stream is stored: what every command takes that asks the database.
    static let store = SettingList(titled: "PostgreSQL", .databaseURL, .schema)
}

extension StoreSettings {
    /// - Parameter console: is told, with `--verbose`, where the database is.
    init(_ settings: Settings, on console: Console? = nil) {
        self.init(database: settings[.databaseURL] ?? "", schema: settings[.schema])
        console?.detail("connecting to PostgreSQL at \(maskedDatabase)")
    }
}
