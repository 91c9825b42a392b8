import BasketEvents
import Foundation

extension EventTime {
    /// For people: `2025-11-26 10:04:05 UTC`.
    var shown: String { "\(day) \(clock) UTC" }

    /// The time of day, cut to the second: `10:04:05`.
    var clock: String {
        second.formatted(Date.ISO8601FormatStyle().time(includingFractionalSeconds: false))
    }

    /// `2025-11-26`.
    var day: String { second.formatted(Date.ISO8601FormatStyle().year().month().day()) }

    /// For programs: RFC 3339, `2025-11-26T10:04:05.120Z`.
    var rfc3339: String {
        let fraction = String(1_000 + milliseconds - wholeSeconds * 1_000).dropFirst()
        return "\(day)T\(clock).\(fraction)Z"
    }

    private var wholeSeconds: Int64 {
        milliseconds / 1_000 - (milliseconds % 1_000 < 0 ? 1 : 0)
    }

    /// Without the fraction, which a `Date` does not hold exactly.
    private var second: Date { Date(timeIntervalSince1970: Double(wholeSeconds)) }
}
