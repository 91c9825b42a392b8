/// The logistic learner and boosted trees together: the mean of their logits.
///
/// The logistic part learns from each example as it comes. The trees are fitted anew from time to time
/// on the latest examples, a fixed number at most, and know nothing of later ones. They err in
/// different ways, so their mean is better than either (docs/decisions/0012).
public struct BlendedLearner: RiskLearner {
    public static let kind = "blended"

    /// Trees are fitted first after so many examples, and then each time there are an eighth more,
    /// but after ``longestPause`` further ones at the latest: a fit costs the same however few
    /// examples are new.
    static let firstFit: Int64 = 2_048
    static let longestPause: Int64 = 131_072

    private(set) var logistic: LogisticLearner
    private(set) var trees: BoostedTrees?
    private(set) var latest = ExampleReservoir()
    /// After how many examples the trees are next fitted.
    private(set) var nextFit = BlendedLearner.firstFit

    public init(startingFrom model: RiskModel) {
        logistic = LogisticLearner(startingFrom: model)
    }

    init(
        logistic: LogisticLearner, trees: BoostedTrees?, latest: ExampleReservoir, nextFit: Int64
    ) {
        self.logistic = logistic
        self.trees = trees
        self.latest = latest
        self.nextFit = nextFit
    }

    public var canLearn: Bool { logistic.canLearn }
    public var learned: Int64 { logistic.learned }

    public mutating func learn(_ example: RiskExample) {
        logistic.learn(example)
        latest.append(example)
        if learned >= nextFit { fitTrees() }
    }

    private mutating func fitTrees() {
        var fit = BoostedFit(latest, seed: UInt64(learned))
        trees = fit.fit()
        let pause = min(max(BlendedLearner.firstFit, learned / 8), BlendedLearner.longestPause)
        nextFit = learned + pause
    }

    @inline(__always)
    public func logit(_ bins: RiskBins) -> Int64 {
        guard let trees else { return logistic.logit(bins) }
        return (logistic.logit(bins) &+ trees.logit(bins)) >> 1
    }

    public func explain(
        _ bins: RiskBins, into contributions: UnsafeMutableBufferPointer<Int32>
    ) -> Int64 {
        let logit = logistic.explain(bins, into: contributions)
        guard let trees else { return logit }
        return withUnsafeTemporaryAllocation(of: Int64.self, capacity: RiskFeature.count) { sums in
            for index in 0..<RiskFeature.count { sums[index] = Int64(contributions[index]) }
            let half = (logit + trees.explain(bins, adding: sums)) >> 1
            // What the halves lose in rounding, less than one unit each, goes to the bias.
            var rest = half
            for index in 1..<RiskFeature.count {
                contributions[index] = Int32(sums[index] >> 1)
                rest -= sums[index] >> 1
            }
            contributions[0] = Int32(rest)
            return half
        }
    }
}
