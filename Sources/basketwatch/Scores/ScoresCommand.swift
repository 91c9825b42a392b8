import BasketConsole
import BasketStore

struct ScoresCommand: Command {
    static let name = "scores"
    static let summary = "Show the open baskets most likely to be abandoned."
    static let note = """
        The rows are those of the view basketwatch.abandonment_scores; --json and --csv print all its \
        columns, which docs/sql.md and `\\d+ basketwatch.abandonment_scores` explain: amounts in minor \
        units (cents), silence in seconds, risk from 0 to 1. --csv loads with COPY … WITH (FORMAT csv, \
        HEADER). How many there are of how many is said on standard error, \
        and so is that nobody reads the topic at present.
        """
    static let settings =
        SettingList(.atLeast, .shopper, .silentAtMost, .order, .limit)
        + SettingList(titled: "output", .json, .csv, .watch, .every)
        + .store
    static let examples = [
        Example(
            "scores --at-least 80% --silent-at-most 20min",
            "those that are as good as lost, of shoppers who may still be there"),
        Example("scores --watch --order value", "the dearest baskets, looked up every 2 s"),
        Example("scores --json --limit 1000", "a JSON object a line, for jq and programs"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        try ScoresCommand.check(settings)
        let query = ScoreQuery(settings)
        let store = StoreSettings(settings, on: console)
        func answer(_ found: ScoreCount, showing shown: Int) -> ScoresAnswer {
            ScoresAnswer(query: query, found: found, shown: shown, schema: store.schema)
        }
        if settings[.watch] {
            let watched = try WatchedStore(store)
            try Watch(settings, on: console).run {
                try watched.ask { reader in
                    let table = try reader.scores(query)
                    let words = try answer(table.count, showing: table.rows.count)
                        .inWords(asking: reader)
                    let warning =
                        try staleness(reader, in: store.schema)
                        .map { [console.styled($0, [.bold, .red])] } ?? []
                    return warning + [words] + ScoresCommand.screen(table, for: console)
                }
            }
            return .success
        }
        let reader = try StoreReader(store)
        let (found, shown) = try ScoresCommand.show(query, settings, reader, on: console)
        console.errorLine(try answer(found, showing: shown).inWords(asking: reader))
        if let staleness = try staleness(reader, in: store.schema) {
            console.errorLine(staleness)
        }
        return .success
    }

    /// What of the stream stands still, so that its scores are old; `nil`: nothing does.
    private func staleness(
        _ reader: borrowing StoreReader, in schema: SchemaName
    ) throws -> String? {
        try reader.status()?.staleness(in: schema)
    }

    /// Shows the baskets asked for in the form asked for.
    ///
    /// - Returns: what there is, and how many were shown.
    private static func show(
        _ query: ScoreQuery, _ settings: Settings, _ reader: borrowing StoreReader,
        on console: Console
    ) throws -> (ScoreCount, Int) {
        if settings[.json] {
            let (count, objects) = try reader.scoreObjects(query)
            for object in objects { console.line(harmless(object)) }
            return (count, objects.count)
        }
        if settings[.csv] {
            let (count, written) = try reader.scoreRows(query)
            console.line(CSVText.line(written.columns))
            for row in written.rows {
                // A program gets what was sent; a terminal must not obey it.
                console.line(
                    CSVText.line(console.isTerminal ? row.map { $0.map(HarmlessText.of) } : row))
            }
            return (count, written.rows.count)
        }
        let found = try reader.scores(query)
        if !found.rows.isEmpty { console.show(table(found.rows)) }
        return (found.count, found.rows.count)
    }

    /// The lines that --watch shows below the count.
    private static func screen(_ found: ScoreTable, for console: Console) -> [String] {
        // A line must not reach the last column, where a terminal would wrap it.
        let lines = table(found.rows, isLive: true).lines(width: console.width.map { $0 - 1 })
        guard !found.rows.isEmpty, let header = lines.first else { return [] }
        return [console.styled(header, [.bold])] + lines.dropFirst()
    }

    private static func check(_ settings: Settings) throws {
        let asked = [Setting.json, .csv, .watch].filter { settings[$0] }
            .map { settings.place(of: $0) }
        guard asked.count > 1 else { return }
        throw CommandFailure.usage(
            "\(asked[0]) and \(asked[1]) exclude each other: one of them at a time.")
    }

    /// What a terminal could take for an order, written as JSON's escapes; the value stays the same.
    static func harmless(_ json: String) -> String {
        let steers = { (scalar: Unicode.Scalar) in (0x7F..<0xA0).contains(scalar.value) }
        guard json.unicodeScalars.contains(where: steers) else { return json }
        return json.unicodeScalars.reduce(into: "") { text, scalar in
            text += steers(scalar) ? "\\u00" + String(scalar.value, radix: 16) : String(scalar)
        }
    }

    /// Baskets at risk as a table, the same here and in the demo.
    ///
    /// - Parameter isLive: Whether a row is to keep to its line, so that many fit on the screen.
    static func table(_ rows: [BasketAtRisk], isLive: Bool = false) -> Table {
        var table = Table([
            .left("shopper", givesWay: true), .money("basket"), .money("shipping"),
            .right("silent"), .right("risk"),
            isLive ? .left("because", givesWay: true) : .wrapped("because"),
        ])
        for row in rows {
            table.add([
                row.shopperID,
                money(row.valueMinor, row.currency),
                money(row.shippingMinor, row.shippingCurrency),
                Figure.duration(.seconds(row.silentSeconds)),
                // 1.00 would say that nobody ever came back.
                row.risk >= 0.995 ? ">0.99" : Figure.decimal(row.risk, 2),
                row.reasons.joined(separator: "; "),
            ])
        }
        return table
    }

    private static func money(_ minor: Int64?, _ currency: String?) -> String {
        guard let minor, let currency else { return "–" }
        return Figure.money(minor, currency)
    }
}
