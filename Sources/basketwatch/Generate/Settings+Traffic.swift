import BasketConsole
import BasketEvents
import BasketTraffic
import Foundation

extension Setting<Int> {
    static let seed = Setting(
        "seed", "what every chance follows from: same seed, same bytes",
        .integer(in: 0...Int.max), standard: 1)
    static let products = Setting(
        "products", "how many products the shop sells, those that a catalogue lists among them",
        .integer(in: TrafficLimit.catalogue), standard: TrafficSettings().catalogueSize)
    static let firstNumber = Setting(
        "first-number",
        "the first number of events and shoppers; streams in one topic need their own",
        .integer(in: 1...1_000_000_000_000_000_000), standard: 1)
}

extension Setting<Int?> {
    static let count = Setting(
        "count", "how many events to make", .integer(atLeast: 1), whenUnset: "no end")
    static let openSessions = Setting(
        "open-sessions", "how many sessions a processor finds open at once, at a gap of 30min",
        .integer(in: 1...20_000_000), whenUnset: "as the rate gives, or 10,000")
}

extension Setting<Double?> {
    static let rate = Setting(
        "rate", "events a second by the wall clock", .rate, whenUnset: "as fast as it goes")
    static let speedUp = Setting(
        "speed-up", "how much faster than the clock event time passes", .factor,
        whenUnset: "with a rate 1x, else as fast as it goes")
}

extension Setting<Duration?> {
    static let duration = Setting(
        "duration", "how long to go on, by the wall clock",
        .duration(atLeast: .milliseconds(1), atMost: .seconds(3_650 * 86_400)),
        whenUnset: "no end")
}

extension Setting<EventTime> {
    static let start = Setting(
        "start", "the event time at which the shop opens", .eventTime,
        standard: TrafficSettings().start)
}

extension SettingKind<EventTime> {
    /// A moment such as `2025-11-26T08:00:00Z`, or now.
    static let eventTime = SettingKind(
        placeholder: "TIME", range: "RFC 3339, or now",
        read: { text in
            if text == "now" {
                let seconds = Date().timeIntervalSince1970
                return .value(EventTime(milliseconds: Int64(seconds * 1_000)))
            }
            guard let time = EventTime(rfc3339: text) else {
                return .refused("a time such as 2025-11-26T08:00:00Z, or now")
            }
            return .value(time)
        },
        write: {
            Date(timeIntervalSince1970: Double($0.milliseconds) / 1_000).formatted(.iso8601)
        })
}

extension Setting<Double> {
    static let outOfOrder = Setting(
        "out-of-order", "share of events that come up to 8 s later than their place", .share,
        standard: 0)
    static let veryLate = Setting(
        "very-late", "share of events that come when their session has closed", .share, standard: 0)
    static let duplicates = Setting(
        "duplicates", "share of events that come twice", .share, standard: 0)
    static let malformed = Setting(
        "malformed", "share of events whose bytes are damaged", .share, standard: 0)
}
