extension EventTime {
    /// As RFC 3339 writes it, in UTC and with its milliseconds: `2025-11-26T10:04:05.120Z`.
    public var rfc3339: String {
        let (date, time, milliseconds) = parts
        let zeros = milliseconds < 10 ? "00" : milliseconds < 100 ? "0" : ""
        return "\(date)T\(time).\(zeros)\(milliseconds)Z"
    }

    /// To the second, as people read it: `2025-11-26 10:04:05` (UTC).
    public var clockText: String {
        let (date, time, _) = parts
        return "\(date) \(time)"
    }

    /// The day (UTC) so many days after 1970-01-01: `2025-11-26`.
    public static func dayText(_ day: Int32) -> String {
        let civil = CivilDay(Int64(day))
        return "\(civil.year)-\(two(civil.month))-\(two(civil.day))"
    }

    private var parts: (date: String, time: String, milliseconds: Int64) {
        let day = milliseconds.flooredQuotient(by: 86_400_000)
        let rest = milliseconds - day * 86_400_000
        let second = rest / 1_000
        let time =
            "\(EventTime.two(second / 3_600)):\(EventTime.two(second / 60 % 60))"
            + ":\(EventTime.two(second % 60))"
        return (EventTime.dayText(Int32(clamping: day)), time, rest % 1_000)
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Int64 {
    /// Rounded down, also below 0.
    fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }
}
