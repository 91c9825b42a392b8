import BasketEvents

// How much comes of the settings, on average; and the settings of which so much comes.
extension TrafficSettings {
    /// How many events a visit has, on average, bots' among them and before any shift.
    public var meanEventsPerVisit: Double {
        (1 - botShare) * TrafficSettings.eventsPerVisit
            + botShare * TrafficSettings.eventsPerBotVisit
    }

    /// How many visits are expected to begin in a stretch of event time, in milliseconds since 1970,
    /// with all shifts and campaigns.
    public func expectedVisits(in times: Range<Int64>) -> Double {
        Arrivals(self, TrafficCalendar(self)).expected(in: times).visits
    }

    /// How many events these visits have, on average.
    public func expectedEvents(in times: Range<Int64>) -> Double {
        let (visits, botVisits) = Arrivals(self, TrafficCalendar(self)).expected(in: times)
        return (visits - botVisits) * TrafficSettings.eventsPerVisit
            + botVisits * TrafficSettings.eventsPerBotVisit
    }

    /// How many events a bot's visit has, on average; measured over a million of them.
    public static let eventsPerBotVisit = 98.0
    /// How many events a visit has, on average; measured over a million of them.
    public static let eventsPerVisit = 7.85
    /// How long a visit takes from its first event to its last, on average; measured likewise.
    public static let visitSeconds = 245.0

    /// Asks for this many events each second of event time, once the shop has filled.
    ///
    /// Say first what share bots have: their visits are longer.
    /// A stream that is to run at R events a second, S times as fast as the clock, asks for R / S.
    public mutating func ask(eventsPerSecond: Double) {
        visitsPerSecond = eventsPerSecond / meanEventsPerVisit
    }

    /// Asks for this many shoppers in the shop at a time, once it has filled (some ten minutes).
    public mutating func ask(openShoppers: Int) {
        visitsPerSecond = Double(openShoppers) / TrafficSettings.visitSeconds
    }

    /// Asks for this many sessions open at a time in a processor that closes them after a silence of
    /// `gapSeconds`: those of the shoppers in the shop and of the many that left since.
    public mutating func ask(openSessions: Int, gapSeconds: Double) {
        visitsPerSecond = Double(openSessions) / (TrafficSettings.visitSeconds + gapSeconds)
    }
}

extension TrafficSettings {
    /// How many products the catalogue comes to.
    public var productCount: Int { catalogue.counts(size: catalogueSize).reduce(0, +) }

    /// The currency of a country, by its code; ``Currency/none`` where the shop does not ship to it.
    public func currency(of code: String) -> Currency {
        let country = Country.all.first { "\($0.code)" == code }
        return country.map { Country.currencies[$0.currency].currency } ?? .none
    }
}
