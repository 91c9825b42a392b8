import BasketEvents

/// A named story that a stream can tell: a set of settings, each of which can be set otherwise.
///
/// fixtures/README.md has a small golden story for each: what a processor makes of such a stream.
public enum TrafficScenario: String, CaseIterable, Sendable {
    case shippingShock = "shipping-shock"
    case blackFriday = "black-friday"
    case botStorm = "bot-storm"
    case brokenClock = "broken-clock"
    case quietNight = "quiet-night"

    /// What happens, in one sentence.
    public var summary: String {
        switch self {
        case .shippingShock: "an hour after the opening shipping doubles, and stays so"
        case .blackFriday:
            "Thursday 23:00; from midnight on for a day three times the visits, more of them to buy, "
                + "shipping at half its price, and campaigns by email and affiliates"
        case .botStorm: "2 % of the visits are bots', and for two hours 30 %"
        case .brokenClock: "one device in ten has a clock that is wrong"
        case .quietNight:
            "a small shop that follows the day opens at 20:00; from 22:00 to 04:00 nobody comes"
        }
    }

    /// Makes the settings tell the story.
    public func apply(to settings: inout TrafficSettings) {
        switch self {
        case .shippingShock:
            settings.shifts = [TrafficShift(.shipping, by: 2, .after(hours: 1))]
        case .blackFriday:
            settings.start = EventTime(milliseconds: TrafficScenario.thursday)
            settings.rhythm = .day
            let friday = TrafficSpan.after(hours: 1, forHours: 24)
            settings.shifts = [
                TrafficShift(.arrivals, by: 3, friday), TrafficShift(.buying, by: 1.5, friday),
                TrafficShift(.shipping, by: 0.5, friday),
            ]
            settings.campaigns = [
                TrafficCampaign(.email, extraShare: 0.3, .after(hours: 7, forHours: 6)),
                TrafficCampaign(.affiliate, extraShare: 0.5, .after(hours: 13, forHours: 12)),
            ]
        case .botStorm:
            settings.botShare = 0.02
            settings.shifts = [TrafficShift(.bots, by: 15, .after(hours: 1, forHours: 2))]
        case .brokenClock:
            settings.wrongClockShare = 0.1
        case .quietNight:
            settings.start = EventTime(milliseconds: TrafficScenario.evening)
            settings.rhythm = .day
            settings.ask(openSessions: 200, gapSeconds: 1_800)
            settings.shifts = [TrafficShift(.arrivals, by: 0, .after(hours: 2, forHours: 6))]
        }
    }

    /// 2025-11-27 23:00 UTC.
    private static let thursday: Int64 = 1_764_284_400_000
    /// 2025-11-26 20:00 UTC.
    private static let evening: Int64 = 1_764_187_200_000
}

extension TrafficSpan {
    /// So many hours after the shop has opened, for so many hours or for good.
    static func after(hours: Int64, forHours length: Int64? = nil) -> TrafficSpan {
        TrafficSpan(
            from: .afterStart(milliseconds: hours * 3_600_000),
            milliseconds: length.map { $0 * 3_600_000 })
    }
}
