import BasketConsole
import BasketStore

extension Setting<Bool> {
    static let noRoles = Setting(
        flag: "no-roles", "leave the roles alone, where the right to create them is missing")
}

struct MigrateCommand: Command {
    static let name = "migrate"
    static let summary = "Make or update the schema 'basketwatch' in PostgreSQL."
    static let note = "Safe to run again, and from many places at once."
    static let settings = SettingList(.databaseURL, .noRoles)
    static let examples = [
        Example("migrate --database-url postgresql://localhost/shop", "makes schema and roles"),
        Example("migrate --no-roles", "makes the schema only, the database taken from PGHOST …"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        let applied = try Migrator(StoreSettings(settings)).migrate(withRoles: !settings[.noRoles])
        if applied.isEmpty {
            console.line("The schema 'basketwatch' is up to date.")
        } else {
            for name in applied { console.line("applied \(name)") }
        }
        return .success
    }
}
