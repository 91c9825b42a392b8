import BasketEvents

/// When visits begin: a Poisson process, at one rate or at each hour's own.
struct Arrivals: Sendable {
    /// Milliseconds from one to the next, on average, for each hour of the day (UTC).
    private let meanGaps: [Double]

    init(_ settings: TrafficSettings) {
        let byHour = ShopperBehaviour.arrivalsByHour
        let mean = byHour.reduce(0, +) / Double(byHour.count)
        meanGaps = byHour.map {
            1_000 / (settings.visitsPerSecond * (settings.followsDay ? $0 / mean : 1))
        }
    }

    func next(after time: Int64, _ random: inout SeededRandom) -> Int64 {
        guard time < .max else { return .max }
        // At most a day: a shop that nobody visits is no shop, and times stay in their range.
        let gap = min(random.exponential(mean: meanGaps[hourOfDay(time)]), 86_400_000)
        return time + Int64(gap)
    }
}

/// The hour of the day, UTC, of a time in milliseconds since 1970.
func hourOfDay(_ milliseconds: Int64) -> Int {
    Int(milliseconds / 3_600_000 % 24)
}
