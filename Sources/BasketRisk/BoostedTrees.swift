/// Boosted oblivious trees over bins: each level of a tree asks one question of all its nodes.
///
/// A question is whether a feature's bin ranks above a threshold. A tree's answers, a bit a level, are
/// the number of its leaf. So each bin of each feature has, ready made, a byte a tree with the bits that
/// it answers, and a moment's leaves are its features' bytes or-ed together: no branches, no tree walk.
struct BoostedTrees: Sendable {
    /// How many trees there are at most, a whole number of blocks.
    static let count = 128
    static let depth = 6
    static let leaves = 1 << depth

    /// A byte a tree, for 64 trees. Words, since vectors of 64 bytes are slow.
    private typealias Block = SIMD8<UInt64>
    private static let treesPerBlock = 64
    private static let blocks = count / treesPerBlock

    /// The risk's logit before any tree, in units of 2^-20.
    let bias: Int64
    let trees: [Tree]
    /// The bits that a bin answers, by slot (``RiskModel/firstSlots``).
    private let answers: [Block]
    /// The leaves' values, tree by tree.
    private let values: [Int32]
    /// The features asked, tree by tree, level by level; 0, the bias that nobody asks, behind the last.
    private let paths: [UInt8]
    /// ``Tree/means``, tree by tree.
    private let means: [Int32]
    private static let nodes = 2 * leaves - 1

    struct Tree: Hashable, Sendable {
        /// The questions, the root's first: the feature, and which of its bins answer yes.
        var questions: [Question]
        /// The mean of what lies below each node, in units of 2^-20: the root's, then level by level;
        /// in the last level the leaves' own. The node at level d for the answers p is 2^d - 1 + p.
        var means: [Int32]
    }

    struct Question: Hashable, Sendable {
        var feature: RiskFeature
        /// A bit for each bin, lowest first.
        var yes: SIMD4<UInt64>

        func isYes(_ bin: Int) -> Bool { yes[bin >> 6] >> UInt64(bin & 63) & 1 == 1 }
    }

    init(bias: Int64, trees: [Tree]) {
        precondition(trees.count <= BoostedTrees.count, "There is room for so many trees.")
        self.bias = bias
        self.trees = trees
        var answers = [Block](repeating: .zero, count: RiskModel.weightCount * BoostedTrees.blocks)
        var values = [Int32](repeating: 0, count: BoostedTrees.count * BoostedTrees.leaves)
        var paths = [UInt8](repeating: 0, count: BoostedTrees.count * BoostedTrees.depth)
        var means = [Int32](repeating: 0, count: BoostedTrees.count * BoostedTrees.nodes)
        for (place, tree) in trees.enumerated() {
            let (block, byte) = place.quotientAndRemainder(
                dividingBy: BoostedTrees.treesPerBlock)
            for (level, question) in tree.questions.enumerated() {
                let first = Int(RiskModel.firstSlots[question.feature.index])
                for bin in 0..<question.feature.binCount where question.isYes(bin) {
                    answers[(first + bin) * BoostedTrees.blocks + block][byte / 8] |=
                        1 << UInt64(byte % 8 * 8 + level)
                }
            }
            for (level, question) in tree.questions.enumerated() {
                paths[place * BoostedTrees.depth + level] = question.feature.rawValue
            }
            for (node, mean) in tree.means.enumerated() {
                means[place * BoostedTrees.nodes + node] = mean
            }
            let leaves = 1 << tree.questions.count
            for leaf in 0..<leaves {
                values[place * BoostedTrees.leaves + leaf] = tree.means[leaves - 1 + leaf]
            }
        }
        self.answers = answers
        self.values = values
        self.paths = paths
        self.means = means
    }

    @inline(__always)
    func logit(_ bins: RiskBins) -> Int64 {
        var logit = bias
        values.withUnsafeBufferPointer { values in
            forEachLeaf(bins) { tree, leaf in
                logit &+= Int64(values[tree &* BoostedTrees.leaves &+ leaf])
            }
        }
        return logit
    }

    /// Adds to each feature what its questions added: by how much each answer moved the mean of what
    /// lies below (Saabas, "Interpreting random forests", 2014). The bias takes the roots' means.
    ///
    /// - Returns: the logit: what was added in all.
    func explain(_ bins: RiskBins, adding contributions: UnsafeMutableBufferPointer<Int64>) -> Int64
    {
        var logit = bias
        contributions[0] &+= bias
        paths.withUnsafeBufferPointer { paths in
            means.withUnsafeBufferPointer { means in
                forEachLeaf(bins) { tree, leaf in
                    guard tree < trees.count else { return }
                    let first = tree &* BoostedTrees.nodes
                    var mean = Int64(means[first])
                    contributions[0] &+= mean
                    for level in 0..<BoostedTrees.depth {
                        let asked = paths[tree &* BoostedTrees.depth &+ level]
                        guard asked > 0 else { break }
                        let size = 2 &<< level
                        let next = Int64(means[first &+ size &- 1 &+ leaf & (size &- 1)])
                        contributions[Int(asked)] &+= next &- mean
                        mean = next
                    }
                    logit &+= mean
                }
            }
        }
        return logit
    }

    /// Calls `body` with each tree and the leaf that a moment comes to.
    @inline(__always)
    private func forEachLeaf(_ bins: RiskBins, _ body: (Int, Int) -> Void) {
        answers.withUnsafeBufferPointer { answers in
            for block in 0..<BoostedTrees.blocks {
                var leaves = Block.zero
                for index in 0..<RiskFeature.count {
                    let slot = Int(RiskModel.firstSlots[index]) &+ Int(bins.storage[index])
                    leaves |= answers[slot &* BoostedTrees.blocks &+ block]
                }
                for word in 0..<Block.scalarCount {
                    var rest = leaves[word]
                    let tree = block &* BoostedTrees.treesPerBlock &+ word &* 8
                    for byte in 0..<8 {
                        body(tree &+ byte, Int(truncatingIfNeeded: rest & 0xFF))
                        rest &>>= 8
                    }
                }
            }
        }
    }
}
