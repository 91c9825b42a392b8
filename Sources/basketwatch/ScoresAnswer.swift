import BasketConsole
import BasketStore

/// The baskets that were asked for, and how many they are of how many.
struct ScoresAnswer {
    let query: ScoreQuery
    let table: ScoreTable
    let schema: SchemaName
    /// What of the stream stands still, so that these scores are old; `nil`: nothing does.
    let staleness: String?

    init(_ reader: borrowing StoreReader, _ query: ScoreQuery, in schema: SchemaName) throws {
        self.query = query
        self.schema = schema
        table = try reader.scores(query)
        staleness = try reader.status()?.staleness(in: schema)
    }

    /// "20 of 231 baskets at a risk of 0.50 or more, the highest risk first; 1,912 are open.": or why
    /// there is none, and the next step.
    func count(asking reader: borrowing StoreReader) throws -> String {
        table.rows.isEmpty ? try absence(asking: reader) : count
    }

    private var count: String {
        let shown = table.rows.count
        let words = query.inWords
        let baskets = shown == 1 && table.matching == 1 ? "basket" : "baskets"
        let kind = words.isEmpty ? "open \(baskets)" : "\(baskets) \(words)"
        var text =
            shown == table.matching
            ? "\(Figure.count(shown)) \(kind)"
            : "\(Figure.count(shown)) of \(Figure.count(table.matching)) \(kind)"
        if shown > 1 { text += ", \(query.order.inWords)" }
        if !words.isEmpty { text += "; \(Figure.count(table.open)) open in all" }
        return text + "."
    }

    private func absence(asking reader: borrowing StoreReader) throws -> String {
        if table.open > 0 {
            let all =
                table.open == 1
                ? "The one open basket is not"
                : "None of the \(Figure.count(table.open)) open baskets is"
            let highest = table.highestRisk.map { Figure.decimal($0, 4) } ?? "–"
            let next =
                query.shopperID == nil
                ? "The highest risk is \(highest): ask for less with --at-least, or for longer silence."
                : "`\(schema.command("explain SHOPPER"))` shows a shopper's closed sessions, too."
            return "\(all) \(query.inWords). \(next)"
        }
        guard let status = try reader.status() else {
            return StatusProblem.noStream(in: schema).inWords
        }
        let read = status.partitions.reduce(0) { $0 + $1.ledger.read }
        let records = "\(Figure.count(read)) records of \(HarmlessText.of(status.topic)) were read"
        if status.partitions.allSatisfy({ $0.owner == nil }) {
            return "No basket is open: \(records), and no processor is running. "
                + "Start one with `\(schema.command("run"))`."
        }
        return
            "No basket is open: \(records). `\(schema.command("status"))` shows whether more wait."
    }

    /// The lines that --watch shows.
    func screen(for console: Console, asking reader: borrowing StoreReader) throws -> [String] {
        // A line must not reach the last column, where a terminal would wrap it.
        let lines = ScoresCommand.table(table.rows, isLive: true).lines(
            width: console.width.map { $0 - 1 })
        let warning = staleness.map { [console.styled($0, [.bold, .red])] } ?? []
        guard !table.rows.isEmpty, let header = lines.first else {
            return warning + [try absence(asking: reader)]
        }
        return warning + [count, console.styled(header, [.bold])] + lines.dropFirst()
    }
}
