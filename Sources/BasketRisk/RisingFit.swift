/// Fits numbers that must not fall to numbers that may.
enum RisingFit {
    /// The rising sequence nearest to `values`, by squared distance weighted with `masses`.
    ///
    /// Pool adjacent violators (Ayer et al., 1955): neighbours in the wrong order are replaced by
    /// their mean, until none are.
    static func nearest(to values: [Double], masses: [Double]) -> [Double] {
        var pools: [Pool] = []
        for (value, mass) in zip(values, masses) {
            pools.append(Pool(mean: value, mass: mass, count: 1))
            while pools.count > 1, pools[pools.count - 2].mean > pools[pools.count - 1].mean {
                let upper = pools.removeLast()
                pools[pools.count - 1].take(upper)
            }
        }
        return pools.flatMap { Array(repeating: $0.mean, count: $0.count) }
    }

    private struct Pool {
        var mean: Double
        var mass: Double
        var count: Int

        mutating func take(_ other: Pool) {
            let sum = mass + other.mass
            mean = (mean * mass + other.mean * other.mass) / sum
            mass = sum
            count += other.count
        }
    }
}
