import BasketConsole
import BasketStore

extension Setting<Double> {
    static let atLeast = Setting(
        "at-least", "the least risk of a basket to show", .share, standard: 0)
}

extension Setting<Int> {
    static let limit = Setting(
        "limit", "how many baskets to show at most", .integer(in: 1...100_000), standard: 20)
}

struct ScoresCommand: Command {
    static let name = "scores"
    static let summary = "Show the open baskets most likely to be abandoned."
    static let note =
        "The same rows, and more columns, are in the view basketwatch.abandonment_scores."
    static let settings = SettingList(.atLeast, .limit) + .store
    static let examples = [
        Example("scores", "the 20 baskets at the highest risk"),
        Example("scores --at-least 80% --limit 100", "those that are as good as lost"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        let scores = try StoreReader(StoreSettings(settings, on: console))
            .scores(limit: settings[.limit], atLeast: settings[.atLeast])
        if scores.rows.isEmpty {
            console.line(
                "No open basket at a risk of \(Figure.decimal(settings[.atLeast], 2)) or more.")
            return .success
        }
        console.show(ScoresCommand.table(scores.rows))
        return .success
    }

    /// Baskets at risk as a table, the same here and in the demo.
    static func table(_ rows: [BasketAtRisk]) -> Table {
        var table = Table([
            .left("shopper"), .money("basket"), .money("shipping"), .right("silent"),
            .right("risk"), .left("because"),
        ])
        for row in rows {
            table.add([
                row.shopperID,
                money(row.valueMinor, row.currency),
                money(row.shippingMinor, row.shippingCurrency),
                Figure.duration(.seconds(row.silentSeconds)),
                Figure.decimal(row.risk, 2),
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
