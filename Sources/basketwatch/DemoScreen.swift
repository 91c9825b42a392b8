import BasketConsole
import BasketStore

/// The demo's live picture: a line of figures and the baskets at the highest risk.
struct DemoScreen: ~Copyable {
    private var screen: LiveScreen
    /// A line must not reach the last column, where the terminal would wrap it.
    private let width: Int?
    private var last: (records: Int64, at: ContinuousClock.Instant)?

    init(_ console: Console) {
        screen = console.liveScreen()
        width = console.width.map { $0 - 1 }
    }

    mutating func show(_ scores: ScoreTable, _ status: StreamStatus?) {
        let partitions = status?.partitions ?? []
        let records = partitions.reduce(Int64(0)) { $0 + $1.ledger.read }
        let lag = partitions.reduce(Int64(0)) { $0 + ($1.lag ?? 0) }
        let now = ContinuousClock.now
        var rate = 0.0
        if let last, now > last.at {
            rate = Double(records - last.records) / ((now - last.at) / .seconds(1))
        }
        last = (records, now)

        let figures = [
            "open \(Figure.count(scores.open))", "at risk \(Figure.count(scores.atRisk))",
            "events \(Figure.count(records))", "\(Figure.rate(rate))",
            "behind \(Figure.count(lag)) records",
        ]
        let title = "baskets at risk        " + figures.joined(separator: "   ")
        screen.show([title] + ScoresCommand.table(scores.rows).lines(width: width))
    }

    consuming func finish() {
        screen.finish()
    }
}
