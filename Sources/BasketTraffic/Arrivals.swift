import BasketEvents

/// When visits begin: a Poisson process, at one rate or at each hour's own.
struct Arrivals: Sendable {
    /// Milliseconds from one to the next, on average, for each hour of the day (UTC).
    private let meanGaps: [Double]

    /// When the latest began, with its fraction of a millisecond: in a busy shop several share one, and
    /// cutting each gap to whole ones would make it busier still.
    private var latest: Double

    init(_ settings: TrafficSettings) {
        let byHour = ShopperBehaviour.arrivalsByHour
        let mean = byHour.reduce(0, +) / Double(byHour.count)
        meanGaps = byHour.map {
            1_000 / (settings.visitsPerSecond * (settings.followsDay ? $0 / mean : 1))
        }
        latest = Double(settings.start.milliseconds)
    }

    /// When the next visit begins, in milliseconds.
    mutating func next(_ random: inout SeededRandom) -> Int64 {
        let mean = meanGaps[hourOfDay(Int64(latest))]
        // At most a day: a shop that nobody visits is no shop, and times stay in their range.
        latest += min(random.exponential(mean: mean), 86_400_000)
        return Int64(latest)
    }
}

/// The hour of the day, UTC, of a time in milliseconds since 1970.
func hourOfDay(_ milliseconds: Int64) -> Int {
    Int(milliseconds / 3_600_000 % 24)
}
