import BasketEvents
import BasketSessions
import BasketStore

/// What a dry run has decided, counted.
struct ReplayTally {
    /// Records of one reason, and where the first of them lies.
    struct Refused {
        let reason: RefusalReason
        var records: Int64
        let first: ReplayPlace
    }

    /// The last scores of sessions that ended in one way: what the model made of them.
    struct LastRisks {
        var sessions: Int64 = 0
        var sum = 0.0

        /// `nil`: none was scored.
        var mean: Double? { sessions == 0 ? nil : sum / Double(sessions) }
    }

    private var causes = [Int64](repeating: 0, count: MomentCause.allCases.count)
    /// In the order in which each was first met.
    private(set) var refused: [Refused] = []
    private var days: [Int32: FunnelDay] = [:]
    private var lastRisks = [LastRisks](repeating: .init(), count: OutcomeKind.allCases.count)

    /// How many moments were scored for a cause.
    func scores(_ cause: MomentCause) -> Int64 { causes[Int(cause.rawValue)] }

    func lastRisks(_ kind: OutcomeKind) -> LastRisks { lastRisks[Int(kind.rawValue)] }

    /// The closed sessions by the day they started on, in order.
    var funnel: [FunnelDay] { days.values.sorted { $0.day < $1.day } }

    mutating func count(_ reason: RefusalReason, at place: ReplayPlace) {
        if let at = refused.firstIndex(where: { $0.reason == reason }) {
            refused[at].records += 1
        } else {
            refused.append(Refused(reason: reason, records: 1, first: place))
        }
    }

    /// - Parameter open: the latest score of each open session of the partition.
    mutating func count(
        _ effects: Effects, _ scores: ScoreColumns, _ open: inout [SessionKey: Double]
    ) {
        for (index, moment) in effects.moments.enumerated() {
            causes[Int(moment.cause.rawValue)] += 1
            open[moment.session] = scores.risks[index]
        }
        for outcome in effects.outcomes where outcome.moments > 0 {
            guard let risk = open.removeValue(forKey: outcome.session) else { continue }
            lastRisks[Int(outcome.kind.rawValue)].sessions += 1
            lastRisks[Int(outcome.kind.rawValue)].sum += risk
        }
        for day in effects.funnel { days[day.day, default: FunnelDay(day: day.day)].add(day) }
    }
}
