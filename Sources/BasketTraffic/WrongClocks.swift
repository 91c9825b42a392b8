import BasketEvents

/// Devices whose clocks are wrong: what they say of the time of everything that they tell.
///
/// Whose clock is wrong, and by how much, follows from the shopper's number alone: the error stays
/// from event to event and from visit to visit.
struct WrongClocks: Sendable {
    private let seed: UInt64
    private let share: Double
    private let start: Int64

    init(_ settings: TrafficSettings) {
        // A seed of their own: the same shoppers come, whatever their clocks say.
        seed = settings.seed &+ 0x636C_6F63_6B73
        share = settings.wrongClockShare
        start = settings.start.milliseconds
    }

    var isIdle: Bool { share == 0 }

    /// What the shopper's device says at a time, both in milliseconds since 1970.
    func told(_ time: Int64, by shopper: UInt64) -> Int64 {
        var own = SeededRandom(seed: seed, stream: shopper &+ 1_000)
        guard own.chance(share) else { return time }
        let kind = own.uniform()
        let sign: Int64 = own.chance(ClockBehaviour.aheadChance) ? 1 : -1
        if kind < ClockBehaviour.driftChance {
            let error = own.logNormal(
                median: ClockBehaviour.medianDrift, spread: ClockBehaviour.driftSpread)
            return time + sign * Int64(min(error, ClockBehaviour.longestDrift) * 1_000)
        }
        if kind < ClockBehaviour.driftChance + ClockBehaviour.zoneChance {
            return time + sign * own.next(in: 1...ClockBehaviour.mostZones) * 3_600_000
        }
        // Since the battery was taken out: somebody who has shopped for a year is in 1971 by now.
        return max(0, time - start)
    }
}

/// How wrong clocks are wrong. The figures are the simulation's own.
enum ClockBehaviour {
    /// The shares of wrong clocks that have drifted and that are set to another zone's time; the rest
    /// begin anew in 1970 when the shop opens.
    static let driftChance = 0.6
    static let zoneChance = 0.3
    /// The chance that a clock is ahead and not behind.
    static let aheadChance = 0.5
    /// A drift in seconds, log-normal.
    static let medianDrift = 90.0
    static let driftSpread = 1.2
    static let longestDrift = 3_600.0
    /// Whole hours, all as likely, from 1 on.
    static let mostZones: Int64 = 12
}
