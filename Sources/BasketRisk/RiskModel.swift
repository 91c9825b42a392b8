import BasketEvents
import BasketSessions

/// An additive logistic model: one weight for each bin of each feature, a risk from their sum.
///
/// Weights, contributions and logits are integers in units of 2^-20, so that contributions add up
/// to the logit exactly, in any order, in SQL too. The same moment and the same model give the same
/// bits on every machine.
public struct RiskModel: Hashable, Sendable {
    /// Names the model in every score made with it.
    public let version: Int32
    /// The weights of all features' bins, feature by feature, in units of 2^-20.
    public let weights: [Int32]

    /// How many of the units of weights and logits make 1.
    public static let unitsPerOne: Int64 = 1 << 20

    /// How many weights a model has: all bins of all features.
    public static let weightCount = RiskFeature.allCases.reduce(0) { $0 + $1.binCount }

    /// - Precondition: there are ``weightCount`` weights.
    public init(version: Int32, weights: [Int32]) {
        precondition(
            weights.count == RiskModel.weightCount, "A model has one weight a bin of each feature.")
        self.version = version
        self.weights = weights
    }

    /// Scores a moment and says what each feature added.
    ///
    /// - Parameter contributions: receives ``RiskFeature/count`` numbers, in the features' order,
    ///   in units of 2^-20, that add up to the score's logit.
    /// - Precondition: `contributions` has room for them.
    public func score(
        _ moment: Moment, contributions: UnsafeMutableBufferPointer<Int32>
    ) -> Score {
        precondition(contributions.count >= RiskFeature.count, "One contribution a feature.")
        let slots = RiskModel.slots(of: RiskBins(moment))
        var logit: Int64 = 0
        weights.withUnsafeBufferPointer { weights in
            for index in 0..<RiskFeature.count {
                let weight = weights[Int(slots[index])]
                contributions[index] = weight
                logit &+= Int64(weight)
            }
        }
        return RiskModel.score(logit: logit)
    }

    /// Scores a moment whose contributions nobody keeps.
    public func score(_ moment: Moment) -> Score {
        score(RiskBins(moment))
    }

    /// Scores what is already sorted into bins.
    public func score(_ bins: RiskBins) -> Score {
        let slots = RiskModel.slots(of: bins)
        var logit: Int64 = 0
        weights.withUnsafeBufferPointer { weights in
            for index in 0..<RiskFeature.count { logit &+= Int64(weights[Int(slots[index])]) }
        }
        return RiskModel.score(logit: logit)
    }

    /// The weights of one feature, bin by bin.
    public func weights(of feature: RiskFeature) -> ArraySlice<Int32> {
        let first = Int(RiskModel.firstSlots[feature.index])
        return weights[first..<first + feature.binCount]
    }

    /// The score that a logit means.
    @inline(__always)
    static func score(logit: Int64) -> Score {
        Score(logit: logit, risk: ElementaryFunctions.logistic(Double(logit) * 0x1p-20))
    }

    /// Where the weights of a moment's bins are, feature by feature.
    @inline(__always)
    private static func slots(of bins: RiskBins) -> PerFeature<UInt16> {
        firstSlots &+ PerFeature<UInt16>(truncatingIfNeeded: bins.storage)
    }

    /// Where each feature's weights begin.
    static let firstSlots: PerFeature<UInt16> = {
        var slots = PerFeature<UInt16>.zero
        var next: UInt16 = 0
        for feature in RiskFeature.allCases {
            slots[feature.index] = next
            next += UInt16(feature.binCount)
        }
        return slots
    }()
}
