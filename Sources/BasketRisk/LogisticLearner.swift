import BasketEvents

/// A logistic model over bins and crosses of bins, learned online: FTRL-proximal.
///
/// McMahan et al., "Ad Click Prediction: a View from the Trenches" (2013), with each weight held at
/// what the starting model says instead of at 0: a bin that no example was in keeps that. Each weight
/// has a rate of its own that falls with what it has seen.
public struct LogisticLearner: RiskLearner {
    public static let kind = "logistic"

    /// The rate of a weight's first steps, and how soon it begins to fall.
    static let rate = 0.04
    static let settling = 0.5
    /// How strongly a weight is held at where it started.
    static let hold = 1.0
    /// A weight is served within ±8, so that sums of all of them fit into 32 bits.
    static let bound = 8.0

    public private(set) var learned: Int64 = 0
    /// What is served: weights in units of 2^-20.
    private(set) var units: [Int32]
    /// By slot: where it started, where it is, and what moved it; empty where nothing is learned.
    var states: [Slot]

    struct Slot {
        var start = 0.0
        /// How far the weight is from where it started.
        var offset = 0.0
        var pull = 0.0
        /// The root of the sum of squared slopes.
        var root = 0.0
    }

    public var canLearn: Bool { !states.isEmpty }

    public init(startingFrom model: RiskModel) {
        units = model.weights
        units += repeatElement(0, count: LogisticSlots.count - units.count)
        for slot in units.indices { units[slot] = LogisticLearner.bounded(units[slot]) }
        states = units.map { Slot(start: Double($0) * 0x1p-20) }
    }

    init(learned: Int64, units: [Int32], states: [Slot]) {
        self.learned = learned
        self.units = units
        self.states = states
    }

    public mutating func learn(_ example: RiskExample) {
        precondition(canLearn, "A learner read for serving only cannot learn.")
        learned += 1
        let risk = ElementaryFunctions.logistic(Double(logit(example.bins)) * 0x1p-20)
        let slope = (risk - (example.isAbandoned ? 1 : 0)) * example.weight
        states.withUnsafeMutableBufferPointer { states in
            units.withUnsafeMutableBufferPointer { units in
                LogisticSlots.forEach(example.bins) { _, slot in
                    states[slot].take(slope)
                    units[slot] = LogisticLearner.units(states[slot].start + states[slot].offset)
                }
            }
        }
    }

    @inline(__always)
    public func logit(_ bins: RiskBins) -> Int64 {
        var logit: Int64 = 0
        units.withUnsafeBufferPointer { units in
            LogisticSlots.forEach(bins) { _, slot in logit &+= Int64(units[slot]) }
        }
        return logit
    }

    public func explain(
        _ bins: RiskBins, into contributions: UnsafeMutableBufferPointer<Int32>
    ) -> Int64 {
        precondition(contributions.count >= RiskFeature.count, "One contribution a feature.")
        var logit: Int64 = 0
        units.withUnsafeBufferPointer { units in
            LogisticSlots.forEach(bins) { place, slot in
                let unit = units[slot]
                logit &+= Int64(unit)
                guard place >= RiskFeature.count else {
                    contributions[place] = unit
                    return
                }
                let cross = RiskCross.all[place - RiskFeature.count]
                contributions[cross.first.index] &+= unit / 2
                contributions[cross.second.index] &+= unit - unit / 2
            }
        }
        return logit
    }

    static func units(_ weight: Double) -> Int32 {
        Int32((max(-bound, min(weight, bound)) * 0x1p20).rounded())
    }

    private static func bounded(_ unit: Int32) -> Int32 {
        units(Double(unit) * 0x1p-20)
    }
}

extension LogisticLearner.Slot {
    /// One step of FTRL-proximal down a slope.
    @inline(__always)
    mutating func take(_ slope: Double) {
        let steeper = (root * root + slope * slope).squareRoot()
        pull += slope - (steeper - root) / LogisticLearner.rate * offset
        root = steeper
        offset =
            -pull
            / ((LogisticLearner.settling + root) / LogisticLearner.rate + LogisticLearner.hold)
    }
}
