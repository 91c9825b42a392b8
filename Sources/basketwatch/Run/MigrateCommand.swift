import BasketConsole
import BasketStore

extension Setting<Bool> {
    static let noRoles = Setting(
        flag: "no-roles", "leave the roles alone, where the right to create them is missing")
    static let dryRun = Setting(flag: "dry-run", "only say what would be done").byFlagOnly
}

struct MigrateCommand: Command {
    static let name = "migrate"
    static let summary = "Make or update a stream's schema in PostgreSQL, and its roles."
    static let note = """
        As the schema's owner. Safe to run again, and from many places at once. docs/operating.md \
        says who needs which role.
        """
    static let settings = SettingList(.noRoles, .dryRun) + .store
    static let examples = [
        Example("migrate --database-url postgresql://localhost/shop", "makes schema and roles"),
        Example("migrate --no-roles", "makes the schema only, the database taken from PGHOST …"),
        Example("migrate --schema toys", "makes room for a second stream in the same database"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        let store = StoreSettings(settings, on: console)
        let migrator = try Migrator(store)
        if settings[.dryRun] {
            let missing = try migrator.missing()
            for name in missing { console.line("would apply \(name)") }
            let roles = settings[.noRoles] ? [] : try migrator.missingRoles()
            for role in roles { console.line("would make role \(role)") }
            if missing.isEmpty && roles.isEmpty {
                console.line("The schema '\(store.schema)' is up to date.")
            }
            return .success
        }
        let report = try migrator.migrate(withRoles: !settings[.noRoles])
        for name in report.applied { console.line("applied \(name)") }
        for role in report.madeRoles { console.line("made role \(role)") }
        console.line(MigrateCommand.summary(report, store.schema))
        if !report.applied.isEmpty || !report.madeRoles.isEmpty {
            MigrateCommand.tellWhatNext(report, store.schema, on: console)
        }
        return .success
    }

    private static func summary(_ report: MigrationReport, _ schema: SchemaName) -> String {
        (report.applied.isEmpty
            ? "The schema '\(schema)' is up to date (migration \(report.version))"
            : "The schema '\(schema)' is at migration \(report.version)")
            + (report.hasGranted
                ? "; its roles have their rights."
                : "; roles were left alone, so only its owner can use it.")
    }

    private static func tellWhatNext(
        _ report: MigrationReport, _ schema: SchemaName, on console: Console
    ) {
        let flag = schema == .standard ? "" : " --schema \(schema)"
        console.line()
        console.line("To go on:")
        if !report.madeRoles.isEmpty {
            console.line("  GRANT \(schema.role("writer")) TO …   the user that the processor is")
            console.line("  GRANT \(schema.role("reader")) TO …   whoever asks for scores")
        }
        console.line("  basketwatch run\(flag)")
    }
}
