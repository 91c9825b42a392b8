import BasketConsole
import BasketStore

extension Setting<Duration> {
    // An owner writes at least every 10 s: less would blame one that is well.
    static let staleAfter = Setting(
        "stale-after", "how old the last flush of an owned partition may be; older is wrong",
        .duration(atLeast: .seconds(15), atMost: .seconds(7 * 86_400)), standard: .seconds(30))
}

struct StatusCommand: Command {
    static let name = "status"
    static let summary = "Show what is wrong, and where the stream stands."
    static let note = """
        What is wrong comes first: stopped partitions, a ledger that does not balance, partitions that \
        nobody owns, an owner that has written nothing for --stale-after, more than 5 % of the latest \
        records in quarantine, no stream at all. Ends with 1 if anything is, else with 0. An owner writes \
        at least every 10 s, on a quiet topic as well, as long as it reaches Kafka and PostgreSQL. --json \
        prints one object; its names end in their units and follow the views stream_lag and ledger \
        (docs/sql.md).
        """
    static let settings =
        SettingList(.staleAfter, .json, .watch, .every) + .store
    static let examples = [
        Example("status --database-url postgresql://localhost/shop", "what is wrong, then figures"),
        Example("status --watch --every 5s", "the same, looked up every 5 s until Ctrl-C"),
        Example("status --stale-after 1min --quiet", "for a health check: exit code 0 or 1"),
        Example("status --json", "for a monitor, which may go by the exit code as well"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        guard !(settings[.json] && settings[.watch]) else {
            throw CommandFailure.usage(
                "\(settings.place(of: .json)) and \(settings.place(of: .watch)) exclude each other: one of "
                    + "them at a time.")
        }
        let store = StoreSettings(settings, on: console)
        let look = { (reader: borrowing StoreReader) in
            StatusPage(try reader.status(), in: store.schema, staleAfter: settings[.staleAfter])
        }
        if settings[.watch] {
            let watched = try WatchedStore(store)
            try Watch(settings, on: console).run {
                try watched.ask(look).lines(for: console)
            }
            return .success
        }
        let page = try look(StoreReader(store))
        if settings[.json] {
            console.line(page.object.text)
        } else {
            page.lines(for: console).forEach { console.line($0) }
        }
        return page.problems.isEmpty ? .success : .failure
    }
}
