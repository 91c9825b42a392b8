/// What the examples of each node say together, by feature and rank: what a tree's next question is
/// chosen by.
struct LevelHistogram {
    /// Slope and curvature.
    typealias Cell = SIMD2<Float>

    /// The sums of the nodes of one level, node by node.
    private var cells: [Cell]
    /// Where the cells of a feature begin within a node's.
    private let firstCells: [Int]
    private let stride: Int

    init(rankCounts: [Int]) {
        firstCells = rankCounts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        stride = firstCells[rankCounts.count]
        cells = Array(repeating: .zero, count: stride * BoostedTrees.leaves / 2)
    }

    /// What an example adds, and where.
    struct Rows {
        let ranks: UnsafeBufferPointer<UInt8>
        let slopes: UnsafeBufferPointer<Cell>
        let nodes: UnsafeBufferPointer<UInt8>
        /// The examples that count.
        let drawn: [Int32]
    }

    /// Sums up the root's examples.
    mutating func begin(_ rows: Rows, _ features: [Int]) {
        clear(node: 0)
        add(rows, features) { _ in true }
    }

    /// Goes on to the next level: each node's sums become those of its two children.
    ///
    /// - Parameter bit: the bit that tells the children apart in `rows.nodes`.
    mutating func split(_ rows: Rows, _ features: [Int], bit: UInt8) {
        var sizes = [Int](repeating: 0, count: 2 * Int(bit))
        for row in rows.drawn { sizes[Int(rows.nodes[Int(row)])] += 1 }
        // Only the smaller child is summed up; the other is what remains of the parent.
        let isSummed = sizes.indices.map { node in
            let sibling = sizes[node ^ Int(bit)]
            return sizes[node] < sibling || sizes[node] == sibling && node & Int(bit) != 0
        }
        for node in 0..<Int(bit) {
            swapSums(node, node | Int(bit))
            if isSummed[node] {
                // The parent's sums lie in the other child's place already.
                clear(node: node)
            } else {
                swapSums(node, node | Int(bit))
                clear(node: node | Int(bit))
            }
        }
        add(rows, features) { isSummed[Int($0)] }
        for node in 0..<Int(bit) {
            let (small, large) =
                isSummed[node] ? (node, node | Int(bit)) : (node | Int(bit), node)
            for at in 0..<stride { cells[large * stride + at] -= cells[small * stride + at] }
        }
    }

    private mutating func clear(node: Int) {
        for at in node * stride..<(node + 1) * stride { cells[at] = .zero }
    }

    private mutating func swapSums(_ left: Int, _ right: Int) {
        for at in 0..<stride { cells.swapAt(left * stride + at, right * stride + at) }
    }

    @inline(__always)
    private mutating func add(_ rows: Rows, _ features: [Int], where isWanted: (UInt8) -> Bool) {
        let stride = stride
        cells.withUnsafeMutableBufferPointer { cells in
            firstCells.withUnsafeBufferPointer { firstCells in
                features.withUnsafeBufferPointer { features in
                    for row in rows.drawn {
                        let row = Int(row)
                        let node = rows.nodes[row]
                        guard isWanted(node) else { continue }
                        let base = Int(node) &* stride
                        let ranks = row &* RiskFeature.count
                        let slope = rows.slopes[row]
                        for feature in features {
                            let rank = Int(rows.ranks[ranks &+ feature])
                            cells[base &+ firstCells[feature] &+ rank] += slope
                        }
                    }
                }
            }
        }
    }
}

extension LevelHistogram {
    struct Best {
        var gain: Float
        var feature: Int
        var threshold: Int
    }

    /// The question that makes the log loss fall most, asked of all nodes of the level.
    func best(nodes: Int, _ features: [Int]) -> Best? {
        var best: Best?
        var below = [Cell](repeating: .zero, count: nodes)
        var all = below
        for feature in features {
            let ranks = firstCells[feature]..<firstCells[feature + 1]
            for node in 0..<nodes {
                below[node] = .zero
                all[node] = ranks.reduce(.zero) { $0 + cells[node * stride + $1] }
            }
            for rank in ranks.dropLast() {
                var gain: Float = 0
                var smaller: Float = 0
                for node in 0..<nodes {
                    below[node] += cells[node * stride + rank]
                    let above = all[node] - below[node]
                    gain += LevelHistogram.worth(below[node]) + LevelHistogram.worth(above)
                    gain -= LevelHistogram.worth(all[node])
                    smaller += min(below[node].y, above.y)
                }
                guard smaller >= BoostedFit.leastCurvature, gain > best?.gain ?? 0 else { continue }
                best = Best(gain: gain, feature: feature, threshold: rank - ranks.lowerBound)
            }
        }
        return best
    }

    /// By how much the log loss falls where a node takes its best step, times two.
    @inline(__always)
    private static func worth(_ sum: Cell) -> Float { sum.x * sum.x / (sum.y + BoostedFit.hold) }
}
