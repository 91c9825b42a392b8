import BasketEvents

/// How good risks were, once it is known what came of them.
public struct RiskQuality: Hashable, Sendable {
    /// How many moments, and of how many sessions.
    public let moments: Int
    public let sessions: Int
    /// The share of the moments whose sessions were abandoned.
    public let abandoned: Double
    /// The chance that of two moments, one abandoned and one not, the abandoned has the higher risk.
    public let auc: Figure
    /// The mean precision over all recalls, with abandoned as what is looked for.
    public let precision: Figure
    /// The mean of -ln of what was said of what came.
    public let logLoss: Figure
    /// The mean squared distance of the risk from what came.
    public let brier: Figure
    /// The mean distance, over tenths of the moments in order of risk, of the mean risk from the share
    /// that was abandoned.
    public let calibrationError: Figure
    /// What a constant would have reached that knows `abandoned` beforehand.
    public let constantLogLoss: Double
    public let constantBrier: Double

    /// A figure and its 95 % interval, from drawing the sessions again and again, with replacement.
    public struct Figure: Hashable, Sendable {
        public let value: Double
        public let low: Double
        public let high: Double
    }

    /// How often the sessions are drawn for the intervals.
    public static let draws = 400

    /// - Returns: `nil` unless there are moments of both ends.
    public init?(_ judged: [JudgedMoment]) {
        let ranked = RankedMoments(judged)
        guard let all = RiskFigures(ranked, counts: nil) else { return nil }
        var drawn: [RiskFigures] = []
        var random = SeededRandom(seed: 0)
        while drawn.count < RiskQuality.draws {
            var counts = [Int32](repeating: 0, count: ranked.sessions)
            for _ in 0..<ranked.sessions { counts[random.index(below: ranked.sessions)] += 1 }
            guard let figures = RiskFigures(ranked, counts: counts) else { continue }
            drawn.append(figures)
        }
        func figure(_ path: KeyPath<RiskFigures, Double>) -> Figure {
            let sorted = drawn.map { $0[keyPath: path] }.sorted()
            let edge = sorted.count / 40
            return Figure(
                value: all[keyPath: path], low: sorted[edge], high: sorted[sorted.count - 1 - edge])
        }
        moments = judged.count
        sessions = ranked.sessions
        abandoned = all.abandoned
        auc = figure(\.auc)
        precision = figure(\.precision)
        logLoss = figure(\.logLoss)
        brier = figure(\.brier)
        calibrationError = figure(\.calibrationError)
        let rest = 1 - abandoned
        constantLogLoss =
            -abandoned * ElementaryFunctions.log(abandoned) - rest * ElementaryFunctions.log(rest)
        constantBrier = abandoned * rest
    }
}
