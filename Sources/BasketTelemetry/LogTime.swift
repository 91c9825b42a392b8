import Glibc

/// A moment of the wall clock, written as `2026-11-25T01:02:03.123Z`.
struct LogTime: Hashable, Sendable, CustomStringConvertible {
    /// Since 1970 UTC; never negative here.
    let milliseconds: Int64

    @Sendable static func now() -> LogTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return LogTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    var description: String {
        let (seconds, millisecond) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        let (days, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let (year, month, day) = Self.civil(days)
        let date = "\(year)-\(two(month))-\(two(day))"
        let time = "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
        let zeros = millisecond < 10 ? "00" : millisecond < 100 ? "0" : ""
        return "\(date)T\(time).\(zeros)\(millisecond)Z"
    }

    private func two(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// The Gregorian date of a day counted from 1970-01-01: Howard Hinnant's `civil_from_days`, for
    /// days that are not negative.
    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
