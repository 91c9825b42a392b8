extension LogisticFit {
    /// Bends the steps so that the weights do not fall along a run.
    func rise(
        _ run: [Int], _ steps: inout [Double], _ weights: ArraySlice<Double>, _ sums: [BinSum],
        _ shrinkage: Double
    ) {
        let seen = run.filter { sums[$0].mass > 0 }
        let rising = RisingFit.nearest(
            to: seen.map { weights[weights.startIndex + $0] + steps[$0] },
            masses: seen.map { sums[$0].curvature + shrinkage + LogisticFit.leastCurvature })
        for (bin, weight) in zip(seen, rising) {
            steps[bin] = weight - weights[weights.startIndex + bin]
        }
    }

    /// Gives a run's bins that no example was in the weight of the nearest below, or at its beginning
    /// of the nearest above.
    static func fillGaps(
        of run: [Int], _ weights: inout [Double], _ first: Int, _ sums: [BinSum]
    ) {
        guard let lowest = run.first(where: { sums[$0].mass > 0 }) else { return }
        var nearest = weights[first + lowest]
        for bin in run {
            if sums[bin].mass > 0 { nearest = weights[first + bin] }
            weights[first + bin] = nearest
        }
    }

    /// The mean weight of the examples' bins, once the steps are made.
    static func mean(
        of weights: ArraySlice<Double>, after steps: [Double], _ sums: [BinSum]
    ) -> Double {
        var (sum, mass) = (0.0, 0.0)
        for (bin, bins) in sums.enumerated() where bins.mass > 0 {
            sum += bins.mass * (weights[weights.startIndex + bin] + steps[bin])
            mass += bins.mass
        }
        return mass > 0 ? sum / mass : 0
    }
}
