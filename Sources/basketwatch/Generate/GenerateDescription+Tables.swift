import BasketConsole
import BasketEvents
import BasketTraffic

// The figures that `generate --describe` has measured.
extension GenerateDescription {
    /// What is measured of every group of visits.
    private static let figures: [Table.Column] = [
        .right("visits"), .right("with a basket"), .right("abandoned"), .right("after a quote"),
    ]

    /// What holds from when to when.
    var periods: Table {
        var table = Table([
            .left("from"), .right("for"), .right("visits/s"), .right("events/s"),
            .right("with a basket"), .right("abandoned"), .right("after a quote"),
        ])
        let isSeveral = forecast.periods.count > 1
        for (place, period) in (forecast.periods + (isSeveral ? [forecast.whole] : [])).enumerated()
        {
            table.add([
                place < forecast.periods.count
                    ? TrafficForecast.time(period.times.lowerBound) : "together",
                Figure.duration(.seconds(period.seconds)),
                Figure.smallRate(forecast.visitsPerSecond(in: period)),
                Figure.smallRate(forecast.eventsPerSecond(in: period)),
                share(period.group.basketShare), share(period.group.abandonedShare),
                share(period.group.quotedAbandonedShare),
            ])
        }
        return table
    }

    /// Events by type.
    var outcomes: Table {
        var table = Table([.left("event"), .right("share")])
        let all = Double(max(1, forecast.census.eventsByType.values.reduce(0, +)))
        for type in EventType.allCases {
            let count = Double(forecast.census.eventsByType[type] ?? 0)
            table.add(["\(type.word)", share(count / all)])
        }
        return table
    }

    /// Baskets by the first shipping quote.
    var shipping: Table {
        var table = Table([.left("first shipping quote"), .right("baskets"), .right("abandoned")])
        let groups = forecast.byShipping
        let all = Double(max(1, groups.reduce(0) { $0 + $1.group.baskets }))
        for (name, group) in groups {
            table.add([
                name, share(Double(group.baskets) / all), share(group.abandonedShare),
            ])
        }
        return table
    }

    /// What tells visits apart.
    enum Trait: String, CaseIterable {
        case country, channel, device
    }

    func mix(_ trait: Trait) -> Table {
        let isCountry = trait == .country
        var table = Table(
            [.left(trait.rawValue)] + (isCountry ? [.left("currency")] : [])
                + GenerateDescription.figures)
        let all = Double(max(1, forecast.census.all.visits))
        for (name, group) in forecast.by(trait) {
            let currency = forecast.settings.currency(of: name).description
            table.add(
                [name] + (isCountry ? [currency] : []) + [
                    share(Double(group.visits) / all), share(group.basketShare),
                    share(group.abandonedShare), share(group.quotedAbandonedShare),
                ])
        }
        return table
    }

    private func share(_ share: Double?) -> String { share.map { Figure.share($0) } ?? "–" }
}

extension TrafficForecast {
    /// Baskets that saw a quote, by how large it was beside what lay in them.
    var byShipping: [(name: String, group: TrafficCensus.Group)] {
        let names = ["free", "to 25 % of the basket", "to 70 %", "above 70 %"]
        let groups = census.groups { visit in
            visit.firstShippingShare.map { $0 == 0 ? 0 : $0 < 0.25 ? 1 : $0 < 0.7 ? 2 : 3 }
        }
        return names.indices.map { (names[$0], groups[$0] ?? TrafficCensus.Group()) }
    }

    /// Visits by a trait, in the order in which the shop names its values.
    func by(
        _ trait: GenerateDescription.Trait
    ) -> [(name: String, group: TrafficCensus.Group)] {
        let groups = census.groups { visit in
            switch trait {
            case .country: visit.country
            case .channel: visit.channel
            case .device: visit.device
            }
        }
        let names =
            switch trait {
            case .country: settings.countries.names
            case .channel: settings.channels.names
            case .device: settings.devices.names
            }
        return names.compactMap { name in groups[name].map { (name, $0) } }
    }

    /// The share of events that bots make; `nil` when there are none at all.
    var botEventShare: Double? { share(of: counts.botEvents) }

    /// The share of events that bear a wrong time.
    var misdatedShare: Double? { share(of: counts.misdated) }

    private func share(of count: UInt64) -> Double? {
        census.events > 0 ? Double(count) / Double(census.events) : nil
    }

    /// A time as people read it: "2025-11-26 08:00 UTC", seconds only where there are some.
    static func time(_ milliseconds: Int64) -> String {
        let text = SettingKind.eventTime.write(EventTime(milliseconds: milliseconds))
        let words = text.dropLast().split(separator: "T")
        guard words.count == 2 else { return text }
        let clock = words[1].hasSuffix(":00") ? words[1].dropLast(3) : words[1]
        return "\(words[0]) \(clock) UTC"
    }
}

extension Figure {
    /// So many a second, with two digits after the point below 10: "0.21/s".
    static func smallRate(_ perSecond: Double) -> String {
        perSecond < 10 ? decimal(perSecond, 2) + "/s" : rate(perSecond)
    }
}
