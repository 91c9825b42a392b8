/// What holds when: the shifts and campaigns of a stream as periods in which nothing changes.
struct TrafficCalendar: Sendable {
    /// What holds in a stretch of time; factors, 1 unless something shifts them.
    struct Period: Sendable {
        /// The first millisecond since 1970 in which it holds.
        var start: Int64
        var arrivals = 1.0
        var shipping = 1.0
        var thrift = 1.0
        var patience = 1.0
        var buying = 1.0
        var botShare = 0.0
        /// The share of people who come by a campaign.
        var campaignShare = 0.0
        /// Which campaign brings them, by ``Channel``; `nil` where there is none.
        var campaignChannels: AliasTable?
    }

    /// In the order of time; the first has held for ever.
    let periods: [Period]

    init(_ settings: TrafficSettings) {
        let spans = settings.shifts.map(\.span) + settings.campaigns.map(\.span)
        let bounds = spans.flatMap { span in
            let range = span.range(start: settings.start)
            return [range.lowerBound, range.upperBound]
        }
        let starts = Set(bounds).subtracting([Int64.max]).sorted()
        periods = ([Int64.min] + starts).map { TrafficCalendar.period(from: $0, settings) }
    }

    private static func period(from start: Int64, _ settings: TrafficSettings) -> Period {
        func holds(_ span: TrafficSpan) -> Bool {
            span.range(start: settings.start).contains(start)
        }
        var period = Period(start: start)
        period.botShare = settings.botShare
        for shift in settings.shifts where holds(shift.span) {
            switch shift.knob {
            case .arrivals: period.arrivals *= shift.factor
            case .shipping: period.shipping *= shift.factor
            case .thrift: period.thrift *= shift.factor
            case .patience: period.patience *= shift.factor
            case .buying: period.buying *= shift.factor
            case .bots: period.botShare *= shift.factor
            }
        }
        period.botShare = min(period.botShare, 1)

        var extra = [Double](repeating: 0, count: Channel.allCases.count)
        for campaign in settings.campaigns where holds(campaign.span) {
            extra[Int(campaign.channel.rawValue)] += campaign.extraShare
        }
        let more = extra.reduce(0, +)
        guard more > 0 else { return period }
        period.arrivals *= 1 + more
        period.campaignShare = more / (1 + more)
        period.campaignChannels = AliasTable(weights: extra)
        return period
    }

    /// When the period after this one begins; `Int64.max` when none does.
    func end(of place: Int) -> Int64 {
        place + 1 < periods.count ? periods[place + 1].start : .max
    }
}
