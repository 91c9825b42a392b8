/// The order of a feature's bins that a tree's questions follow, by feature.
///
/// Of a quantity the bins' own; of what is no quantity, by how often the examples in a bin were
/// abandoned, the average standing behind bins of few examples. Bins that are alike share a rank.
struct BinRanking {
    /// How many average examples stand behind each bin.
    private static let average = 10.0

    /// By feature and bin.
    private(set) var ranks: [[UInt8]]
    /// By feature: how many ranks there are.
    let counts: [Int]

    /// - Parameter share: how often the average example was abandoned.
    init(_ examples: ExampleReservoir, share: Double) {
        var masses = [Double](repeating: 0, count: RiskModel.weightCount)
        var abandoned = masses
        for place in 0..<examples.count {
            let example = examples[place]
            for feature in RiskFeature.nominal {
                let slot = Int(RiskModel.firstSlots[feature.index]) + example.bins[feature]
                masses[slot] += example.weight
                abandoned[slot] += example.isAbandoned ? example.weight : 0
            }
        }
        ranks = RiskFeature.allCases.map { feature in
            guard feature.isNominal else { return (0..<feature.binCount).map(UInt8.init) }
            let first = Int(RiskModel.firstSlots[feature.index])
            let shares = (first..<first + feature.binCount).map { slot in
                (abandoned[slot] + BinRanking.average * share) / (masses[slot] + BinRanking.average)
            }
            return BinRanking.ranks(of: shares)
        }
        counts = ranks.map { 1 + Int($0.max() ?? 0) }
    }

    private static func ranks(of shares: [Double]) -> [UInt8] {
        let order = shares.indices.sorted { (shares[$0], $0) < (shares[$1], $1) }
        var ranks = [UInt8](repeating: 0, count: shares.count)
        var rank: UInt8 = 0
        for (before, bin) in zip(order, order.dropFirst()) {
            if shares[bin] > shares[before] { rank += 1 }
            ranks[bin] = rank
        }
        return ranks
    }

    /// The bins of a feature that rank above a threshold.
    func bins(of feature: RiskFeature, above threshold: Int) -> SIMD4<UInt64> {
        var bits = SIMD4<UInt64>.zero
        for (bin, rank) in ranks[feature.index].enumerated() where rank > threshold {
            bits[bin >> 6] |= 1 << UInt64(bin & 63)
        }
        return bits
    }
}

extension RiskFeature {
    /// Whether its bins have no order that means anything.
    var isNominal: Bool {
        switch self {
        case .lastEvent, .lastPages, .hour, .weekday, .history, .device, .channel, .country, .step,
            .silenceByCheckout, .shippingBySilence, .shippingByValue:
            true
        default: false
        }
    }

    static let nominal = allCases.filter(\.isNominal)
}
