import BasketEvents

/// Draws what happens to each event on its way, apart from what happens in the shop.
struct FaultDie: Sendable {
    enum Fate: Hashable, Sendable {
        case none
        /// Emitted later instead of now, after so many milliseconds of event time.
        case outOfOrder(Int64)
        case veryLate(Int64)
        /// Emitted now and again.
        case duplicate(Int64)
        case malformed(Damage)
    }

    private let faults: TrafficFaults
    private let isIdle: Bool
    var random: SeededRandom

    init(_ faults: TrafficFaults, seed: UInt64) {
        self.faults = faults
        let shares = faults.outOfOrderShare + faults.veryLateShare + faults.duplicateShare
        isIdle = shares + faults.malformedShare == 0
        random = SeededRandom(seed: seed, stream: 2)
    }

    mutating func throwOnce() -> Fate {
        guard !isIdle else { return .none }
        var point = random.uniform() - faults.outOfOrderShare
        if point < 0 { return .outOfOrder(random.next(in: 1...faults.outOfOrderMilliseconds)) }
        point -= faults.veryLateShare
        if point < 0 { return .veryLate(random.next(in: faults.veryLateMilliseconds)) }
        point -= faults.duplicateShare
        if point < 0 { return .duplicate(random.next(in: 1...faults.duplicateMilliseconds)) }
        point -= faults.malformedShare
        guard point < 0 else { return .none }
        return .malformed(Damage.allCases[random.index(below: Damage.allCases.count)])
    }
}
