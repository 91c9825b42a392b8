/// Where the weights of a moment's bins and crosses lie in a ``LogisticLearner``.
enum LogisticSlots {
    static let perMoment = RiskFeature.count + RiskCross.all.count

    /// How many weights there are.
    static let count = firsts[firsts.count - 1]

    /// Calls `body` with each slot and its place: the features' first, in order, then the crosses'.
    @inline(__always)
    static func forEach(_ bins: RiskBins, _ body: (Int, Int) -> Void) {
        crosses.withUnsafeBufferPointer { crosses in
            var place = 0
            for index in 0..<RiskFeature.count {
                body(place, Int(RiskModel.firstSlots[index]) &+ Int(bins.storage[index]))
                place &+= 1
            }
            for cross in crosses {
                let pair =
                    Int(bins.storage[cross.first]) &* cross.stride
                    &+ Int(bins.storage[cross.second])
                body(place, cross.slot &+ pair)
                place &+= 1
            }
        }
    }

    /// A cross as numbers, so that the loop above looks nothing up.
    struct Place {
        let first: Int
        let second: Int
        let stride: Int
        let slot: Int
    }

    static let crosses: [Place] = zip(RiskCross.all, firsts).map { cross, slot in
        Place(
            first: cross.first.index, second: cross.second.index, stride: cross.second.binCount,
            slot: slot)
    }

    /// Where each cross's weights begin, and behind the last of them where all end.
    private static let firsts: [Int] = RiskCross.all.reduce(into: [RiskModel.weightCount]) {
        $0.append($0[$0.count - 1] + $1.binCount)
    }
}
