import BasketEvents
import BasketSessions

/// Makes the shipped starting weights out of what simulated sessions led to.
///
/// Feed it the effects of a `PartitionState` in order: each moment, then each outcome. A session's
/// moments become examples when it closes, the k-th of them with weight 1/k: k was known at the
/// time, so nothing in an example tells how many moments followed.
///
/// What a simulated shop can't know of a real one is left out or held back, and what real shops
/// often don't say is hidden from it in a share of the sessions (docs/decisions/0003).
public struct StartingWeights: Sendable {
    private var fit: LogisticFit
    private var open: [SessionKey: [Example]] = [:]

    private struct Example {
        let bins: RiskBins
        let weight: Double
    }

    /// - Parameter shrinkage: how strongly weights are held at 0 (``LogisticFit/shrinkage``); ten times
    ///   as much where they hang on the shop.
    public init(shrinkage: Double = 20) {
        fit = LogisticFit(shrinkage: shrinkage)
        for feature in StartingWeights.leftOut { fit.shrinkage[feature.index] = nil }
        for feature in StartingWeights.heldBack { fit.shrinkage[feature.index] = 10 * shrinkage }
        for (feature, runs) in StartingWeights.rising { fit.risingRuns[feature.index] = runs }
    }

    /// How the sessions are to be made: with a silence threshold in every bin of the silence, so that
    /// the weights are right whatever thresholds a shop sets.
    public static var sessionSettings: SessionSettings {
        var settings = SessionSettings()
        settings.silenceMilliseconds = SilenceScale.edges.map { Int64($0) * 1_000 }
        return settings
    }

    /// How many examples have been labelled so far.
    public var exampleCount: Int { fit.count }

    /// Takes a scored moment, whose outcome is not known yet.
    public mutating func observe(_ moment: Moment) {
        let bins = RiskBins(StartingWeights.hidden(moment))
        let example = Example(bins: bins, weight: 1 / Double(max(1, moment.ordinal)))
        open[moment.session, default: []].append(example)
    }

    /// Takes a session's outcome: its moments become examples, or, of a session that was merged away
    /// or had no basket in the end, nothing.
    public mutating func close(_ session: SessionKey, as kind: OutcomeKind) {
        guard let examples = open.removeValue(forKey: session) else { return }
        guard kind == .abandoned || kind == .purchased else { return }
        for example in examples {
            fit.add(example.bins, isAbandoned: kind == .abandoned, weight: example.weight)
        }
    }

    /// The model that the examples so far lead to.
    public func model(passes: Int = 20, version: Int32 = 1) -> RiskModel {
        fit.fit(passes: passes, version: version)
    }
}

extension StartingWeights {
    /// The moment as a shop that says less would have told it; a session's moments all alike.
    private static func hidden(_ moment: Moment) -> Moment {
        let session = UInt64(bitPattern: moment.session.rawValue)
        var random = SeededRandom(seed: 0, stream: session)
        var facts = moment.facts
        if random.chance(hiddenShare) {
            facts.shippingMinor = -1
            facts.shippingCurrency = .none
        }
        if random.chance(hiddenShare) {
            facts.step = -1
            facts.highestStep = -1
        }
        if random.chance(hiddenShare) {
            facts.currencies = 0
            facts.currency = .none
            facts.valueMinor = 0
            facts.dearestMinor = 0
        }
        return Moment(
            session: moment.session, offset: moment.offset, ordinal: moment.ordinal,
            cause: moment.cause, time: moment.time, facts: facts)
    }
}
