import BasketEvents

/// Fits an additive logistic model to examples, several passes over all of them.
///
/// Minimises the weighted log loss plus, for each feature, half its shrinkage times the sum of its
/// squared weights. Feature after feature, all bins of one take a Newton step at once: an example is
/// in one bin of a feature only, so the bins do not hang on each other. A feature's weights are kept
/// at a mean of zero over the examples, the bias takes the rest: a contribution says how the moment
/// differs from the average one, and a bin that no example was in stays 0, the average.
///
/// Deterministic: examples count in the order they were added, and the arithmetic is our own.
public struct LogisticFit: Sendable {
    /// How strongly a feature's weights are held at 0, by feature, in units of an example's
    /// curvature; `nil`: the feature is left out, all its weights 0. The bias is never held.
    public var shrinkage: [Double?]

    /// Runs of a feature's bins along which weights must not fall, by feature: what is known before
    /// any example is seen. In a run, a bin that no example was in is as its neighbour below.
    public var risingRuns = [[[Int]]](repeating: [], count: RiskFeature.count)

    /// The bins of each feature, example by example.
    private var columns = [[UInt8]](repeating: [], count: RiskFeature.count)
    private var labels: [Double] = []
    private var masses: [Double] = []

    public init(shrinkage: Double = 1) {
        self.shrinkage = Array(repeating: shrinkage, count: RiskFeature.count)
    }

    /// How many examples there are.
    public var count: Int { labels.count }

    /// Takes one example: what was known, whether the basket was abandoned, and how much it counts.
    public mutating func add(_ bins: RiskBins, isAbandoned: Bool, weight: Double) {
        for index in columns.indices { columns[index].append(bins.storage[index]) }
        labels.append(isAbandoned ? 1 : 0)
        masses.append(weight)
    }

    /// The fitted model. Without examples every weight is 0, and so every risk 0.5.
    public func fit(passes: Int, version: Int32) -> RiskModel {
        var weights = [Double](repeating: 0, count: RiskModel.weightCount)
        var logits = [Double](repeating: 0, count: count)
        for _ in 0..<passes {
            for feature in RiskFeature.allCases { improve(feature, &weights, &logits) }
        }
        return RiskModel(version: version, weights: weights.map(LogisticFit.units))
    }

    /// Where all examples are sure, the curvature vanishes: a step stays a number all the same.
    static let leastCurvature = 1e-9

    private func improve(
        _ feature: RiskFeature, _ weights: inout [Double], _ logits: inout [Double]
    ) {
        let isBias = feature == .bias
        guard let shrinkage = isBias ? 0 : shrinkage[feature.index] else { return }
        let first = Int(RiskModel.firstSlots[feature.index])
        let column = columns[feature.index]
        let sums = sums(column, binCount: feature.binCount, logits)

        var steps = [Double](repeating: 0, count: feature.binCount)
        for (bin, sum) in sums.enumerated() where sum.mass > 0 {
            let slope = sum.slope - shrinkage * weights[first + bin]
            steps[bin] = slope / (sum.curvature + shrinkage + LogisticFit.leastCurvature)
        }
        let runs = risingRuns[feature.index]
        for run in runs { rise(run, &steps, weights[first...], sums, shrinkage) }
        // All shortened alike: a part of the way between two rising runs is rising too.
        let longest = steps.reduce(0) { max($0, abs($1)) }
        if longest > 1 { for bin in steps.indices { steps[bin] /= longest } }

        let mean = isBias ? 0 : LogisticFit.mean(of: weights[first...], after: steps, sums)
        for (bin, sum) in sums.enumerated() where sum.mass > 0 {
            weights[first + bin] += steps[bin] - mean
        }
        weights[0] += mean
        for run in runs { LogisticFit.fillGaps(of: run, &weights, first, sums) }
        // The bias took what the bins gave up, so a logit moves by its bin's whole step.
        for example in logits.indices { logits[example] += steps[Int(column[example])] }
    }

    /// What the examples in one bin say together.
    struct BinSum {
        /// Their weights.
        var mass = 0.0
        /// By how much the log loss falls for each unit that the bin's weight rises.
        var slope = 0.0
        /// By how much the slope falls for the same.
        var curvature = 0.0
    }

    private func sums(_ column: [UInt8], binCount: Int, _ logits: [Double]) -> [BinSum] {
        var sums = [BinSum](repeating: BinSum(), count: binCount)
        for example in logits.indices {
            let bin = Int(column[example])
            let mass = masses[example]
            let risk = ElementaryFunctions.logistic(logits[example])
            sums[bin].mass += mass
            sums[bin].slope += mass * (labels[example] - risk)
            sums[bin].curvature += mass * risk * (1 - risk)
        }
        return sums
    }

    /// A weight in the model's units, held within ±1,024: beyond, every risk is 0 or 1 anyway.
    private static func units(_ weight: Double) -> Int32 {
        let bounded = max(-1_024, min(weight, 1_024))
        return Int32((bounded * Double(RiskModel.unitsPerOne)).rounded())
    }
}
