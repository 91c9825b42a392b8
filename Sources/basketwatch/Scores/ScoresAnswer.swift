import BasketConsole
import BasketStore

/// How many baskets that were asked for are shown, of how many.
struct ScoresAnswer {
    let query: ScoreQuery
    let found: ScoreCount
    let shown: Int
    let schema: SchemaName

    /// "20 of 231 baskets at a risk of 0.50 or more, the highest risk first; 1,912 are open.": or why
    /// there is none, and the next step.
    func inWords(asking reader: borrowing StoreReader) throws -> String {
        shown == 0 ? try absence(asking: reader) : count
    }

    private var count: String {
        let words = query.inWords
        let baskets = shown == 1 && found.matching == 1 ? "basket" : "baskets"
        let kind = words.isEmpty ? "open \(baskets)" : "\(baskets) \(words)"
        var text =
            shown == found.matching
            ? "\(Figure.count(shown)) \(kind)"
            : "\(Figure.count(shown)) of \(Figure.count(found.matching)) \(kind)"
        if shown > 1 { text += ", \(query.order.inWords)" }
        if !words.isEmpty { text += "; \(Figure.count(found.open)) open in all" }
        return text + "."
    }

    private func absence(asking reader: borrowing StoreReader) throws -> String {
        if found.open > 0 {
            let all =
                found.open == 1
                ? "The one open basket is not"
                : "None of the \(Figure.count(found.open)) open baskets is"
            let highest = found.highestRisk.map { Figure.decimal($0, 4) } ?? "–"
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
}
