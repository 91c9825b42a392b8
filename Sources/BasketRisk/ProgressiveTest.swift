import BasketEvents
import BasketSessions

/// Tests a learner on what it has not learned yet, then lets it learn that: one pass over a stream.
///
/// Feed it the effects of a `PartitionState` in order, each moment, then each outcome. A moment is
/// judged by what the learner knows then; its label comes when its session closes, and only then are
/// the session's moments examples, the k-th of them with weight 1/k.
public struct ProgressiveTest<Learner: RiskLearner> {
    public private(set) var learner: Learner
    /// The moments judged, in the order their sessions closed.
    public private(set) var judged: [JudgedMoment] = []

    /// Only moments from then on are kept; what comes before is still learned.
    private let start: EventTime
    private var open: [SessionKey: [(bins: RiskBins, moment: JudgedMoment)]] = [:]
    private var sessions: Int32 = 0

    public init(_ learner: Learner, from start: EventTime) {
        self.learner = learner
        self.start = start
    }

    /// Judges a moment, whose outcome is not known yet.
    public mutating func observe(_ moment: Moment) {
        let bins = RiskBins(moment)
        let judged = JudgedMoment(moment, logit: learner.logit(bins))
        open[moment.session, default: []].append((bins, judged))
    }

    /// Takes a session's outcome: its moments are labelled, and learned from.
    ///
    /// - Parameter drawn: which of its moments is ``DecisionPoints/drawn``.
    public mutating func close(_ session: SessionKey, as kind: OutcomeKind, drawn: UInt32) {
        guard let examples = open.removeValue(forKey: session) else { return }
        guard kind == .abandoned || kind == .purchased else { return }
        for (bins, moment) in examples {
            if moment.time >= start {
                judged.append(
                    moment.labelled(
                        isAbandoned: kind == .abandoned, session: sessions, drawn: drawn))
            }
            learner.learn(
                RiskExample(
                    bins: bins, isAbandoned: kind == .abandoned, ordinal: moment.ordinal))
        }
        sessions += 1
    }
}
