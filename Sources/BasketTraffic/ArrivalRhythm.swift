/// How the number of visits that begin moves with the clock (UTC); the mean stays the same.
public enum ArrivalRhythm: String, CaseIterable, Sendable {
    /// The same at any hour.
    case steady
    /// Few by night, most in the evening: over a day the mean is kept.
    case day
    /// As ``day``, and most on Mondays, fewest on Saturdays: over a week the mean is kept.
    case week

    /// How many come at a time, in milliseconds since 1970, beside the mean.
    func share(at milliseconds: Int64) -> Double {
        switch self {
        case .steady: 1
        case .day: ArrivalRhythm.hours[hourOfDay(milliseconds)]
        case .week:
            ArrivalRhythm.hours[hourOfDay(milliseconds)]
                * ArrivalRhythm.days[weekday(milliseconds)]
        }
    }

    private static let hours = normalised(ShopperBehaviour.arrivalsByHour)
    private static let days = normalised(ShopperBehaviour.arrivalsByWeekday)

    private static func normalised(_ shares: [Double]) -> [Double] {
        let mean = shares.reduce(0, +) / Double(shares.count)
        return shares.map { $0 / mean }
    }
}

/// The hour of the day, UTC, of a time in milliseconds since 1970.
func hourOfDay(_ milliseconds: Int64) -> Int {
    Int(milliseconds / 3_600_000 % 24)
}

/// The day of the week, UTC, of a time in milliseconds since 1970; Monday is 0.
func weekday(_ milliseconds: Int64) -> Int {
    // 1970 began on a Thursday.
    Int((milliseconds / 86_400_000 + 3) % 7)
}
