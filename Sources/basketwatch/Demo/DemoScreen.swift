import BasketConsole
import BasketStore

/// The demo's live picture: a line of figures and the baskets with the most at stake.
struct DemoScreen: ~Copyable {
    /// The risk from which on a basket counts as at risk here.
    static let leastRisk = 0.9

    private var screen: LiveScreen
    /// A line must not reach the last column, where the terminal would wrap it.
    private let width: Int?
    private var first: (records: Int64, at: ContinuousClock.Instant)?

    init(_ console: Console) {
        screen = console.liveScreen()
        width = console.width.map { $0 - 1 }
    }

    mutating func show(_ scores: ScoreTable, _ status: StreamStatus?) {
        let partitions = status?.partitions ?? []
        let records = partitions.reduce(Int64(0)) { $0 + $1.ledger.read }
        let lag = partitions.reduce(Int64(0)) { $0 + ($1.lag ?? 0) }
        let figures = [
            "baskets at risk (\(Figure.decimal(Self.leastRisk, 2)) or more) "
                + "\(Figure.count(scores.count.atRisk)) of \(Figure.count(scores.count.open)) open",
            "events \(Figure.count(records))", rate(records, at: .now),
            "behind \(Figure.count(lag)) records",
        ]
        let title = figures.compactMap(\.self).joined(separator: "   ")
        screen.show([title] + ScoresCommand.table(scores.rows, isLive: true).lines(width: width))
    }

    /// Since the first look; `nil`: that is now.
    private mutating func rate(_ records: Int64, at now: ContinuousClock.Instant) -> String? {
        guard let first, now > first.at else {
            first = (records, now)
            return nil
        }
        return Figure.rate(Double(records - first.records) / ((now - first.at) / .seconds(1)))
    }

    consuming func finish() {
        screen.finish()
    }
}
