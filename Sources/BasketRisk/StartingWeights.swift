import BasketSessions

/// Makes the shipped starting weights out of what a stream's sessions led to.
///
/// Feed it the effects of a `PartitionState` in order: each moment, then each outcome. A session's
/// moments become examples when it closes, the k-th of them with weight 1/k: k was known at the
/// time, so nothing in an example tells how many moments followed (DESIGN section 6).
public struct StartingWeights: Sendable {
    private var fit: LogisticFit
    private var open: [SessionKey: [Example]] = [:]

    private struct Example {
        let bins: RiskBins
        let weight: Double
    }

    /// - Parameter shrinkage: how strongly weights are held at 0; what a generated shop can't know of
    ///   a real one is held ten times as much or left out.
    public init(shrinkage: Double = 20) {
        fit = LogisticFit(shrinkage: shrinkage)
        for feature in StartingWeights.leftOut { fit.shrinkage[feature.index] = nil }
        for feature in StartingWeights.heldBack { fit.shrinkage[feature.index] = 10 * shrinkage }
    }

    /// A generated shop's own: which countries, devices and channels buy, and when in the week.
    static let leftOut: [RiskFeature] = [.hour, .weekday, .device, .channel, .country]

    /// What hangs on a shop's prices and its currency, or on how often its shoppers come.
    static let heldBack: [RiskFeature] = [.value, .dearest, .meanPrice, .history, .daysSince]

    /// How many examples have been labelled so far.
    public var exampleCount: Int { fit.count }

    /// Takes a scored moment, whose outcome is not known yet.
    public mutating func observe(_ moment: Moment) {
        let example = Example(bins: RiskBins(moment), weight: 1 / Double(max(1, moment.ordinal)))
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
