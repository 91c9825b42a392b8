import BasketEvents

/// Judged moments from the lowest risk to the highest, with what each adds to the figures.
struct RankedMoments {
    struct Row {
        let logit: Int64
        let risk: Double
        let logLoss: Double
        let isAbandoned: Bool
        /// Numbered from 0 without holes.
        let session: Int
    }

    let rows: [Row]
    let sessions: Int

    init(_ judged: [JudgedMoment]) {
        var numbers: [Int32: Int] = [:]
        rows = judged.map { moment in
            let session = numbers[moment.session] ?? numbers.count
            numbers[moment.session] = session
            let logit = Double(moment.logit) * 0x1p-20
            let wrong = moment.isAbandoned ? -logit : logit
            return Row(
                logit: moment.logit, risk: ElementaryFunctions.logistic(logit),
                logLoss: RankedMoments.softPlus(wrong), isAbandoned: moment.isAbandoned,
                session: session)
        }
        // Stable, so that equal risks stay in the order they came.
        .sorted { $0.logit < $1.logit }
        sessions = numbers.count
    }

    /// ln(1 + e^x), without overflow.
    private static func softPlus(_ x: Double) -> Double {
        max(x, 0) + ElementaryFunctions.log(1 + ElementaryFunctions.exp(-abs(x)))
    }
}

/// The figures of one drawing of sessions.
struct RiskFigures {
    let abandoned: Double
    let auc: Double
    let precision: Double
    let logLoss: Double
    let brier: Double
    let calibrationError: Double

    /// - Parameter counts: how often each session counts; `nil`: once.
    /// - Returns: `nil` unless there are moments of both ends.
    init?(_ ranked: RankedMoments, counts: [Int32]?) {
        var (losses, squares, mass, positives) = (0.0, 0.0, 0.0, 0.0)
        for row in ranked.rows {
            let count = counts.map { Double($0[row.session]) } ?? 1
            mass += count
            losses += count * row.logLoss
            let distance = row.risk - (row.isAbandoned ? 1 : 0)
            squares += count * distance * distance
            if row.isAbandoned { positives += count }
        }
        let negatives = mass - positives
        guard positives > 0, negatives > 0 else { return nil }
        var tally = RankTally(mass: mass, positives: positives)
        for row in ranked.rows { tally.take(row, counts.map { Double($0[row.session]) } ?? 1) }
        tally.finish()
        abandoned = positives / mass
        auc = tally.concordant / (positives * negatives)
        precision = tally.precisions / positives
        logLoss = losses / mass
        brier = squares / mass
        calibrationError = tally.distances / mass
    }
}

/// What hangs on the order of the risks, added up from the lowest to the highest.
private struct RankTally {
    private let mass: Double
    private let positives: Double
    private(set) var concordant = 0.0
    private(set) var precisions = 0.0
    private(set) var distances = 0.0

    private var logit = Int64.min
    private var (below, seen, found) = (0.0, 0.0, 0.0)
    private var (tiedPositives, tiedNegatives) = (0.0, 0.0)
    private var (tenth, said, came) = (1.0, 0.0, 0.0)

    init(mass: Double, positives: Double) {
        self.mass = mass
        self.positives = positives
    }

    mutating func take(_ row: RankedMoments.Row, _ count: Double) {
        if row.logit != logit { passTies() }
        logit = row.logit
        if row.isAbandoned { tiedPositives += count } else { tiedNegatives += count }
        said += count * row.risk
        came += row.isAbandoned ? count : 0
        seen += count
        if seen >= mass * tenth / 10 { passTenth() }
    }

    mutating func finish() {
        passTies()
        passTenth()
    }

    private mutating func passTies() {
        concordant += tiedPositives * (below + tiedNegatives / 2)
        // From this risk up: those not passed yet, these among them.
        let above = (positives - found) + (mass - positives - below)
        if tiedPositives > 0 { precisions += tiedPositives * (positives - found) / above }
        below += tiedNegatives
        found += tiedPositives
        (tiedPositives, tiedNegatives) = (0, 0)
    }

    private mutating func passTenth() {
        distances += abs(said - came)
        (said, came) = (0, 0)
        tenth = (seen / mass * 10).rounded(.down) + 1
    }
}
