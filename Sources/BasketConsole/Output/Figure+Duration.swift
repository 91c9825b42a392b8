extension Figure {
    /// A length of time at a glance: "50 ms", "0.2 s", "74 s", "5 min", "1 h 30 min", "3 d 4 h".
    public static func duration(_ duration: Duration) -> String {
        guard duration >= .zero else { return "-" + Figure.duration(.zero - duration) }
        let seconds = duration / .seconds(1)
        if seconds < 0.1 {
            if seconds == 0 { return "0 s" }
            let milliseconds = seconds * 1000
            if milliseconds < 1 { return decimal(milliseconds * 1000, 0) + " µs" }
            return decimal(
                milliseconds, milliseconds < 10 && milliseconds.rounded() != milliseconds ? 1 : 0)
                + " ms"
        }
        if seconds < 9.95 { return decimal(seconds, seconds == seconds.rounded() ? 0 : 1) + " s" }
        return longDuration(Int64(seconds.rounded()))
    }

    private static func longDuration(_ seconds: Int64) -> String {
        switch seconds {
        case 60: "1 min"
        case ..<120: "\(seconds) s"
        case ..<600: pair(seconds, 60, "min", 1, "s")
        case ..<3600: "\((seconds + 30) / 60) min"
        case ..<172_800: pair((seconds + 30) / 60, 60, "h", 1, "min")
        default: pair((seconds + 1800) / 3600, 24, "d", 1, "h")
        }
    }

    /// `pair(90, 60, "h", 1, "min")` reads "1 h 30 min".
    private static func pair(
        _ amount: Int64, _ large: Int64, _ largeUnit: String, _ small: Int64, _ smallUnit: String
    ) -> String {
        let rest = amount % large / small
        let head = "\(count(amount / large)) \(largeUnit)"
        return rest == 0 ? head : head + " \(rest) \(smallUnit)"
    }
}
