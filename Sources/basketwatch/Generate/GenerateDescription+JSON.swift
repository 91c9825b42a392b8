import BasketConsole
import BasketEvents
import BasketTraffic

extension GenerateDescription {
    /// The same for programs: one object. Times are milliseconds since 1970, shares 0 to 1, rates a
    /// second of event time.
    var json: JSONValue {
        let settings = forecast.settings
        return .object([
            ("scenario", JSONValue(scenario?.rawValue)),
            ("seed", .text("\(settings.seed)")),
            ("from_ms", .integer(forecast.times.lowerBound)),
            ("to_ms", .integer(forecast.times.upperBound)),
            ("visits_per_second", .number(settings.visitsPerSecond)),
            ("arrivals", .text(settings.rhythm.rawValue)),
            ("returning_share", .number(settings.returningShare)),
            ("products", .integer(Int64(settings.productCount))),
            ("catalogue", JSONValue(catalogueFile)),
            ("shifts", .list(settings.shifts.map(shift))),
            ("campaigns", .list(settings.campaigns.map(campaign))),
            ("bot_visit_share", .number(settings.botShare)),
            ("bot_event_share", JSONValue(forecast.botEventShare)),
            ("wrong_clock_share", .number(settings.wrongClockShare)),
            ("misdated_event_share", JSONValue(forecast.misdatedShare)),
            (
                "faults",
                .object(settings.faults.byName.map { ($0.field, .number($0.share)) })
            ),
            ("periods", .list(forecast.periods.map(period))),
            ("whole", period(forecast.whole)),
            ("shipping", .list(forecast.byShipping.map(group))),
            ("countries", .list(forecast.by(.country).map(group))),
            ("channels", .list(forecast.by(.channel).map(group))),
            ("devices", .list(forecast.by(.device).map(group))),
            ("dry_run_events", .integer(Int64(forecast.census.events))),
            ("thinning", .number(forecast.thinning)),
        ])
    }

    private func shift(_ shift: TrafficShift) -> JSONValue {
        .object(
            [
                ("what", .text(shift.knob.rawValue)), ("factor", .number(shift.factor)),
            ] + bounds(shift.span))
    }

    private func campaign(_ campaign: TrafficCampaign) -> JSONValue {
        .object(
            [
                ("channel", .text(campaign.channel.name)),
                ("extra_share", .number(campaign.extraShare)),
            ] + bounds(campaign.span))
    }

    private func bounds(_ span: TrafficSpan) -> [(name: String, value: JSONValue)] {
        let range = span.range(start: forecast.settings.start)
        let end = span.milliseconds == nil ? nil : range.upperBound
        return [("from_ms", .integer(range.lowerBound)), ("to_ms", JSONValue(end))]
    }

    private func period(_ period: TrafficForecast.Period) -> JSONValue {
        .object([
            ("from_ms", .integer(period.times.lowerBound)),
            ("to_ms", .integer(period.times.upperBound)),
            ("visits_per_second", .number(forecast.visitsPerSecond(in: period))),
            ("events_per_second", .number(forecast.eventsPerSecond(in: period))),
            ("basket_share", JSONValue(period.group.basketShare)),
            ("abandoned_share", JSONValue(period.group.abandonedShare)),
            ("abandoned_share_after_quote", JSONValue(period.group.quotedAbandonedShare)),
        ])
    }

    private func group(_ name: String, _ group: TrafficCensus.Group) -> JSONValue {
        .object([
            ("name", .text(name)), ("visits", .integer(Int64(group.visits))),
            ("basket_share", JSONValue(group.basketShare)),
            ("abandoned_share", JSONValue(group.abandonedShare)),
            ("abandoned_share_after_quote", JSONValue(group.quotedAbandonedShare)),
        ])
    }
}
