import BasketConsole
import BasketEvents
import BasketTraffic

/// What `generate --describe` tells of a stream, for people.
struct GenerateDescription {
    let forecast: TrafficForecast
    let scenario: TrafficScenario?
    /// The catalogue's file; `nil`: the built-in one.
    let catalogueFile: String?
    private var settings: TrafficSettings { forecast.settings }

    init(_ settings: Settings) throws {
        let traffic = try TrafficSettings(settings)
        scenario = settings[.scenario]
        catalogueFile = settings[.catalogue]
        let duration = settings[.duration].map { $0 / .seconds(1) }
        // A rate counts events by the clock, a speed-up without one event time.
        let made = duration.flatMap { seconds in settings[.rate].map { Int($0 * seconds) } }
        let passed = duration.flatMap { seconds in
            settings[.rate] == nil ? settings[.speedUp].map { $0 * seconds } : nil
        }
        forecast = TrafficForecast(
            traffic, count: [settings[.count], made].compactMap(\.self).min(), seconds: passed)
    }

    func show(on console: Console) {
        for (name, text) in facts {
            console.line(console.styled(name.padded(to: 14), [.bold]) + text)
        }
        for table in [periods, outcomes, shipping, mix(.country), mix(.channel), mix(.device)] {
            console.line()
            console.show(table)
        }
        console.line()
        console.line(measured)
    }
}

extension GenerateDescription {
    /// The settings in force, a line each.
    private var facts: [(String, String)] {
        var facts: [(String, String)] = []
        if let scenario {
            facts.append(("scenario", "\(scenario.rawValue): \(scenario.summary)"))
        }
        let end = TrafficForecast.time(forecast.times.upperBound)
        facts += [
            ("seed", "\(settings.seed), numbers from \(Figure.count(settings.firstNumber))"),
            ("event time", "\(TrafficForecast.time(forecast.times.lowerBound)) to \(end)"),
            ("visits", "\(perSecond(settings.visitsPerSecond)) on average, \(rhythm)"),
            ("returning", "\(Figure.share(settings.returningShare)) of visits, where somebody can"),
            ("catalogue", catalogue),
        ]
        facts += settings.shifts.map {
            ("shift", "\($0.knob.rawValue) × \(ScenarioText.written($0.factor)), \(words($0.span))")
        }
        facts += settings.campaigns.map {
            let extra = Figure.share($0.extraShare)
            return ("campaign", "\($0.channel.name), \(extra) more visits, \(words($0.span))")
        }
        facts += [("bots", bots), ("wrong clocks", wrongClocks), ("faults", faults)]
        return facts
    }

    private var rhythm: String {
        switch settings.rhythm {
        case .steady: "the same at any hour"
        case .day: "by the hour of the day"
        case .week: "by the hour of the day and the day of the week"
        }
    }

    private var catalogue: String {
        let size = Figure.count(settings.productCount)
        let listed = settings.catalogue.listedCount
        return "\(size) products in \(settings.catalogue.categoryNames.count) categories"
            + (listed > 0 ? ", \(Figure.count(listed)) of them listed" : "")
            + ", \(catalogueFile ?? "built in")"
    }

    private var bots: String {
        guard settings.botShare > 0 else { return "none" }
        let share = forecast.botEventShare.map { ", \(Figure.share($0)) of events" } ?? ""
        return "\(Figure.share(settings.botShare)) of visits"
            + (settings.shifts.contains { $0.knob == .bots } ? " before shifts" : "") + share
    }

    private var wrongClocks: String {
        guard settings.wrongClockShare > 0 else { return "none" }
        let share = forecast.misdatedShare.map { ", \(Figure.share($0)) of events" } ?? ""
        return "\(Figure.share(settings.wrongClockShare)) of shoppers" + share
            + ": 60 % drifted, 30 % in another zone, 10 % begun anew in 1970"
    }

    private var faults: String {
        let faults = settings.faults.byName.filter { $0.share > 0 }
        guard !faults.isEmpty else { return "none" }
        return faults.map { "\(Figure.share($0.share)) \($0.name)" }.joined(separator: ", ")
            + " of events"
    }

    /// Where the figures come from.
    private var measured: String {
        let visits = forecast.census.all.visits
        let thinned =
            forecast.thinning > 1.005
            ? ", one visit for \(Figure.decimal(forecast.thinning, 1)) of the stream's" : ""
        return "Measured on a dry run of \(Figure.count(forecast.census.events)) events in "
            + "\(Figure.count(visits)) visits, without faults\(thinned). Nothing was sent."
    }

    private func words(_ span: TrafficSpan) -> String {
        let range = span.range(start: settings.start)
        let from = "from \(TrafficForecast.time(range.lowerBound))"
        let length =
            span.milliseconds.map { " for \(Figure.duration(.milliseconds($0)))" } ?? " on"
        return from + length + (range.overlaps(forecast.times) ? "" : ", which is not reached")
    }

    private func perSecond(_ rate: Double) -> String { Figure.smallRate(rate) }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
