import BasketConsole
import BasketTraffic

// What the simulated shop can be asked for beside its size: who comes when, and what changes.

extension Setting<TrafficScenario?> {
    static let scenario = Setting(
        "scenario", "a named story: a set of settings, each of which can be set otherwise", .choice,
        whenUnset: "an ordinary day")
}

extension Setting<ArrivalRhythm> {
    static let arrivals = Setting(
        "arrivals", "how visits follow the clock (UTC): not, the hour, or hour and weekday",
        .choice, standard: TrafficSettings().rhythm)
}

extension Setting<[TrafficShift]> {
    static let shift = Setting(
        "shift",
        "a list of step changes in event time, as shipping=2x@+1h or arrivals=0x@2025-11-27T01:00:00Z/3h",
        .shifts, standard: [])
}

extension Setting<[TrafficCampaign]> {
    static let campaign = Setting(
        "campaign",
        "a list of channels that bring more and worse visits for a while, as social=50%@+2h/6h",
        .campaigns,
        standard: [])
}

extension Setting<[String: Double]> {
    static let countries = Setting(
        "countries", "where shoppers live, by weight; each has its currency and shipping",
        .mix(TrafficSettings().countries), standard: TrafficSettings().countries.weightsByName)
    static let devices = Setting(
        "devices", "what shoppers use, by weight", .mix(TrafficSettings().devices),
        standard: TrafficSettings().devices.weightsByName)
    static let channels = Setting(
        "channels", "what brings shoppers, by weight", .mix(TrafficSettings().channels),
        standard: TrafficSettings().channels.weightsByName)
}

extension Setting<String?> {
    static let catalogue = Setting(
        "catalogue", "a CSV file of what the shop sells, as fixtures/catalogue.csv", .path,
        whenUnset: "the built-in one")
}

extension Setting<Double> {
    static let returning = Setting(
        "returning", "share of visits by somebody who has been here before", .share,
        standard: TrafficSettings().returningShare)
    static let bots = Setting(
        "bots", "share of visits by bots: fast, many views, full baskets, no purchase", .share,
        standard: 0)
    static let wrongClocks = Setting(
        "wrong-clocks", "share of shoppers whose device tells a wrong time", .share, standard: 0)
}

extension TrafficSettings {
    /// By the flags that ask for too many visits; the shop's own words could not name them.
    private func checkVisits(_ settings: Settings) throws {
        guard visitsPerSecond > TrafficLimit.visitsPerSecond else { return }
        let flags =
            settings.isSet(.openSessions)
            ? "--open-sessions" : settings.isSet(.speedUp) ? "--rate and --speed-up" : "--rate"
        throw CommandFailure.usage(
            "\(flags): that would be \(Figure.decimal(visitsPerSecond, 0)) visits a second of event "
                + "time; the shop takes \(Figure.decimal(TrafficLimit.visitsPerSecond, 0)) at most."
        )
    }

    /// What the shop is asked for: what a scenario says, and before it whatever is set.
    ///
    /// - Throws: a usage failure that names everything that cannot be, or what is wrong in the
    ///   catalogue's file.
    init(_ settings: Settings) throws {
        self.init()
        ask(openSessions: 10_000, gapSeconds: 1_800)
        settings[.scenario]?.apply(to: &self)
        func take<Value>(_ setting: Setting<Value>, _ use: (Value) -> Void) {
            if settings.isSet(setting) { use(settings[setting]) }
        }
        take(.seed) { seed = UInt64($0) }
        take(.start) { start = $0 }
        take(.firstNumber) { firstNumber = UInt64($0) }
        take(.arrivals) { rhythm = $0 }
        take(.shift) { shifts = $0 }
        take(.campaign) { campaigns = $0 }
        take(.returning) { returningShare = $0 }
        take(.bots) { botShare = $0 }
        take(.wrongClocks) { wrongClockShare = $0 }
        take(.countries) { countries = countries.replaced(by: $0) ?? countries }
        take(.devices) { devices = devices.replaced(by: $0) ?? devices }
        take(.channels) { channels = channels.replaced(by: $0) ?? channels }
        take(.products) { catalogueSize = $0 }
        take(.outOfOrder) { faults.outOfOrderShare = $0 }
        take(.veryLate) { faults.veryLateShare = $0 }
        take(.duplicates) { faults.duplicateShare = $0 }
        take(.malformed) { faults.malformedShare = $0 }
        if let path = settings[.catalogue] { catalogue = try CatalogueFile.read(path) }
        if let open = settings[.openSessions] {
            ask(openSessions: open, gapSeconds: 1_800)
        } else if let rate = settings[.rate] {
            ask(eventsPerSecond: rate / (settings[.speedUp] ?? 1))
        }
        try checkVisits(settings)
        guard problems.isEmpty else {
            throw CommandFailure.usage(problems.joined(separator: "; ") + ".")
        }
    }
}
