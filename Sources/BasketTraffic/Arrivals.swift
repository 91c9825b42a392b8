import BasketEvents

/// When visits begin: a Poisson process whose rate may change with the hour, the weekday, and what
/// the calendar says.
struct Arrivals: Sendable {
    /// Visits a millisecond, on average over a week without shifts and campaigns.
    private let rate: Double
    private let rhythm: ArrivalRhythm
    private let calendar: TrafficCalendar
    /// The period of the calendar in which the latest visit began.
    private var period = 0
    /// Milliseconds from one to the next, on average; `nil` where the rate changes.
    private let steadyGap: Double?

    /// When the latest began, with its fraction of a millisecond: in a busy shop several share one, and
    /// cutting each gap to whole ones would make it busier still.
    private var latest: Double

    init(_ settings: TrafficSettings, _ calendar: TrafficCalendar) {
        rate = settings.visitsPerSecond / 1_000
        rhythm = settings.rhythm
        self.calendar = calendar
        let isSteady = rhythm == .steady && calendar.periods.allSatisfy { $0.arrivals == 1 }
        steadyGap = isSteady ? 1_000 / settings.visitsPerSecond : nil
        latest = Double(settings.start.milliseconds)
    }

    /// When the next visit begins, in milliseconds.
    mutating func next(_ random: inout SeededRandom) -> Int64 {
        if let steadyGap {
            // At most a day: a shop that nobody visits is no shop, and times stay in their range.
            latest += min(random.exponential(mean: steadyGap), 86_400_000)
        } else {
            latest = min(varying(random.exponential(mean: 1)), latest + Arrivals.longestGap)
        }
        return Int64(latest)
    }

    /// A week, in milliseconds: after it somebody comes, also when the rate has fallen to 0.
    static let longestGap = 604_800_000.0

    /// How many visits are expected to begin in a stretch of time, in milliseconds since 1970, and
    /// how many of them bots make; from the rates alone, nothing is drawn.
    func expected(in times: Range<Int64>) -> (visits: Double, botVisits: Double) {
        var (visits, botVisits) = (0.0, 0.0)
        var place = 0
        var time = times.lowerBound
        while time < times.upperBound {
            while calendar.end(of: place) <= time { place += 1 }
            let period = calendar.periods[place]
            let end = min(hourAfter(time), calendar.end(of: place), times.upperBound)
            let coming = rate * rhythm.share(at: time) * period.arrivals * Double(end - time)
            visits += coming
            botVisits += coming * period.botShare
            time = end
        }
        return (visits, botVisits)
    }

    private func hourAfter(_ time: Int64) -> Int64 { (time / 3_600_000 + 1) * 3_600_000 }

    /// The time by which so many visits more are expected: inversion, for a rate that is constant over
    /// each stretch.
    private mutating func varying(_ wanted: Double) -> Double {
        var time = latest
        var missing = wanted
        while time < latest + Arrivals.longestGap {
            let whole = Int64(time)
            while calendar.end(of: period) <= whole { period += 1 }
            let now = rate * rhythm.share(at: whole) * calendar.periods[period].arrivals
            let end = Double(min(hourAfter(whole), calendar.end(of: period)))
            let coming = (end - time) * now
            if missing < coming { return time + missing / now }
            missing -= coming
            time = end
        }
        return time
    }
}
