import BasketConsole
import BasketStore

struct StatusCommand: Command {
    static let name = "status"
    static let summary = "Show what is wrong, and where the stream stands."
    static let note = """
        What is wrong comes first: stopped partitions, a ledger that does not balance, partitions that \
        nobody owns, an owner that has written nothing for 30 s, more than 5 % of the latest records in \
        quarantine, no stream at all. Ends with 1 if anything is, else with 0. --json prints one object; \
        its names end in their units and follow the views stream_lag and \
        ledger (docs/sql.md).
        """
    static let settings =
        SettingList(.json, .watch, .every) + .store
    static let examples = [
        Example("status --database-url postgresql://localhost/shop", "what is wrong, then figures"),
        Example("status --watch --every 5s", "the same, looked up every 5 s until Ctrl-C"),
        Example("status --json", "for a monitor, which may go by the exit code as well"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        guard !(settings[.json] && settings[.watch]) else {
            throw CommandFailure.usage(
                "--json and --watch exclude each other: one of them at a time.")
        }
        let store = StoreSettings(settings, on: console)
        let reader = try StoreReader(store)
        if settings[.watch] {
            try Watch(settings, on: console).run {
                StatusPage(try reader.status(), in: store.schema).lines(for: console)
            }
            return .success
        }
        let page = StatusPage(try reader.status(), in: store.schema)
        if settings[.json] {
            console.line(page.object.text)
        } else {
            page.lines(for: console).forEach { console.line($0) }
        }
        return page.problems.isEmpty ? .success : .failure
    }
}
