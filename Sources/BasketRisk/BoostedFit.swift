import BasketEvents

/// Fits ``BoostedTrees`` to examples by gradient boosting on histograms of bins.
///
/// Newton boosting of the weighted log loss (Friedman 2001, Chen and Guestrin 2016), each tree on a
/// draw of the sessions and of the features (Friedman 2002), one question a level (Prokhorenkova et
/// al. 2018). Deterministic: draws follow from the seed, and sums go in the examples' order.
struct BoostedFit {
    static let rate: Float = 0.07
    /// How strongly leaves are held at 0, in units of an example's curvature.
    static let hold: Float = 5
    /// Less curvature than this on a side of a question, over all nodes, is no question.
    static let leastCurvature: Float = 3
    /// The share of the features that a tree may ask of.
    static let featureShare = 0.5
    /// The share of the sessions that a tree sees, and about how many examples at most.
    static let sessionShare = 0.7
    static let mostExamples = 24_576.0

    private let count: Int
    private let bias: Double
    private let ranking: BinRanking
    private var labels: [Float] = []
    private var masses: [Float] = []
    /// Of which session an example is, numbered in order.
    private var sessions: [Int] = []
    /// Example by example, feature by feature.
    private var ranks: [UInt8] = []

    private var logits: [Float]
    private var slopes: [LevelHistogram.Cell]
    private var nodes: [UInt8]
    private var histogram: LevelHistogram
    private var random: SeededRandom

    init(_ examples: ExampleReservoir, seed: UInt64) {
        count = examples.count
        random = SeededRandom(seed: seed)
        var (mass, abandoned) = (0.0, 0.0)
        var (session, ordinal) = (0, UInt32(0))
        for place in 0..<count {
            let example = examples[place]
            labels.append(example.isAbandoned ? 1 : 0)
            masses.append(Float(example.weight))
            mass += example.weight
            abandoned += example.isAbandoned ? example.weight : 0
            if example.ordinal <= ordinal { session += 1 }
            ordinal = example.ordinal
            sessions.append(session)
        }
        // Half an example of each end: the logit of a share is a number.
        let share = (abandoned + 0.5) / (mass + 1)
        bias = ElementaryFunctions.logit(share)
        ranking = BinRanking(examples, share: share)
        ranks.reserveCapacity(count * RiskFeature.count)
        for place in 0..<count {
            let bins = examples[place].bins
            for feature in 0..<RiskFeature.count {
                ranks.append(ranking.ranks[feature][Int(bins.storage[feature])])
            }
        }
        logits = Array(repeating: Float(bias), count: count)
        slopes = Array(repeating: .zero, count: count)
        nodes = Array(repeating: 0, count: count)
        histogram = LevelHistogram(rankCounts: ranking.counts)
    }

    /// The trees, fitted one behind the other.
    mutating func fit() -> BoostedTrees {
        var trees: [BoostedTrees.Tree] = []
        for _ in 0..<BoostedTrees.count {
            if let tree = nextTree() { trees.append(tree) }
        }
        return BoostedTrees(bias: Int64((bias * 0x1p20).rounded()), trees: trees)
    }

    /// - Returns: `nil` where no question is worth asking.
    private mutating func nextTree() -> BoostedTrees.Tree? {
        let features = RiskFeature.allCases.dropFirst().map(\.index)
            .filter { _ in random.chance(BoostedFit.featureShare) }
        let drawn = draw()
        for row in drawn { nodes[Int(row)] = 0 }
        var questions: [BoostedTrees.Question] = []
        var asked: [LevelHistogram.Best] = []
        while questions.count < BoostedTrees.depth {
            let nodeCount = 1 << questions.count
            sumUp(drawn, features, nodeCount: nodeCount)
            guard let best = histogram.best(nodes: nodeCount, features) else { break }
            for row in drawn
            where Int(ranks[Int(row) * RiskFeature.count + best.feature]) > best.threshold {
                nodes[Int(row)] |= UInt8(nodeCount)
            }
            asked.append(best)
            let feature = RiskFeature.allCases[best.feature]
            questions.append(
                BoostedTrees.Question(
                    feature: feature, yes: ranking.bins(of: feature, above: best.threshold)))
        }
        guard !questions.isEmpty else { return nil }
        let tree = BoostedTrees.Tree(
            questions: questions, means: means(drawn, depth: questions.count))
        take(tree, asked)
        return tree
    }

    /// Draws the sessions that the next tree sees, and works their examples' slopes out.
    private mutating func draw() -> [Int32] {
        let share = min(BoostedFit.sessionShare, BoostedFit.mostExamples / Double(count))
        var drawn: [Int32] = []
        var session = -1
        var isDrawn = false
        for row in 0..<count {
            if sessions[row] != session {
                session = sessions[row]
                isDrawn = random.chance(share)
            }
            guard isDrawn else { continue }
            drawn.append(Int32(row))
            let risk = Float(ElementaryFunctions.logistic(Double(logits[row])))
            slopes[row] = masses[row] * LevelHistogram.Cell(labels[row] - risk, risk * (1 - risk))
        }
        return drawn
    }

    private mutating func sumUp(_ drawn: [Int32], _ features: [Int], nodeCount: Int) {
        ranks.withUnsafeBufferPointer { ranks in
            slopes.withUnsafeBufferPointer { slopes in
                nodes.withUnsafeBufferPointer { nodes in
                    let rows = LevelHistogram.Rows(
                        ranks: ranks, slopes: slopes, nodes: nodes, drawn: drawn)
                    if nodeCount == 1 {
                        histogram.begin(rows, features)
                    } else {
                        histogram.split(rows, features, bit: UInt8(nodeCount / 2))
                    }
                }
            }
        }
    }

    /// The leaves' steps, and above them the mean of what lies below, weighted by curvature.
    private func means(_ drawn: [Int32], depth: Int) -> [Int32] {
        let leaves = 1 << depth
        var sums = [LevelHistogram.Cell](repeating: .zero, count: leaves)
        for row in drawn { sums[Int(nodes[Int(row)])] += slopes[Int(row)] }
        var steps = sums.map { sum in
            Double(BoostedFit.rate * max(-1, min(sum.x / (sum.y + BoostedFit.hold), 1)))
        }
        var curvatures = sums.map { Double($0.y) + 1e-6 }
        var means = [Int32](repeating: 0, count: 2 * leaves - 1)
        for level in (0...depth).reversed() {
            let size = 1 << level
            for node in 0..<size {
                means[size - 1 + node] = Int32((steps[node] * 0x1p20).rounded())
            }
            guard level > 0 else { break }
            let half = size / 2
            for node in 0..<half {
                let (left, right) = (curvatures[node], curvatures[node + half])
                steps[node] = (steps[node] * left + steps[node + half] * right) / (left + right)
                curvatures[node] = left + right
            }
        }
        return means
    }

    /// Adds a tree to all examples' logits.
    private mutating func take(_ tree: BoostedTrees.Tree, _ asked: [LevelHistogram.Best]) {
        let leaves = 1 << asked.count
        let values = tree.means[(leaves - 1)...].map { Float($0) * 0x1p-20 }
        ranks.withUnsafeBufferPointer { ranks in
            for row in 0..<count {
                var leaf = 0
                for (level, question) in asked.enumerated() {
                    let rank = Int(ranks[row &* RiskFeature.count &+ question.feature])
                    leaf |= (rank > question.threshold ? 1 : 0) &<< level
                }
                logits[row] += values[leaf]
            }
        }
    }
}
