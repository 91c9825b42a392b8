import BasketEvents
import BasketTraffic

/// What a stream will hold, found by a dry run: the same shop with fewer shoppers, over the same time.
///
/// How shoppers behave does not hang on how many there are, so a thin stream tells the shares of a
/// thick one. Follows from the settings: the same settings, the same forecast.
struct TrafficForecast {
    /// A stretch of event time in which no shift and no campaign begins or ends.
    struct Period {
        let times: Range<Int64>
        var group = TrafficCensus.Group()
        /// Of the dry run's events.
        var events = 0

        var seconds: Double { Double(times.upperBound - times.lowerBound) / 1_000 }
    }

    /// About so many events are made in a dry run, where there is time for them.
    static let dryRunEvents = 200_000.0

    let settings: TrafficSettings
    /// The event time that it covers.
    let times: Range<Int64>
    /// How many visits there are for each of the dry run's.
    let thinning: Double
    private(set) var census = TrafficCensus()
    private(set) var counts = TrafficCounts()
    private(set) var periods: [Period] = []

    /// - Parameters:
    ///   - count: how many events the stream holds; `nil`: as many as there are.
    ///   - seconds: how much event time it covers at most; `nil`: it has no end, or `count` is it.
    init(_ settings: TrafficSettings, count: Int?, seconds: Double?) {
        self.settings = settings
        let start = settings.start.milliseconds
        let byCount = count.map { TrafficForecast.milliseconds(of: $0, settings) }
        let bySeconds = seconds.map { Int64(min($0, 3e9) * 1_000) }
        let length =
            [byCount, bySeconds].compactMap(\.self).min()
            ?? TrafficForecast.usualMilliseconds(settings)
        times = start..<(start + max(1, length))
        periods = TrafficForecast.bounds(settings, within: times)

        thinning = max(1, settings.expectedEvents(in: times) / TrafficForecast.dryRunEvents)
        run()
    }

    /// The event time that so many events take: found by making them where they are few, for the shop
    /// must fill first; else by the law.
    private static func milliseconds(of count: Int, _ settings: TrafficSettings) -> Int64 {
        let start = settings.start.milliseconds
        guard Double(count) > dryRunEvents else {
            var source = TrafficSource(settings: settings)
            var last = start
            for _ in 0..<count { last = source.next()?.streamTime.milliseconds ?? last }
            return last - start + 1
        }
        // A century at most: nobody waits for its end.
        var (least, most) = (Int64(0), Int64(3_155_760_000_000))
        while most - least > 1_000 {
            let middle = (least + most) / 2
            if settings.expectedEvents(in: start..<start + middle) < Double(count) {
                least = middle
            } else {
                most = middle
            }
        }
        return most
    }

    /// A day, a week where the weekday matters, and until two hours after the last change.
    private static func usualMilliseconds(_ settings: TrafficSettings) -> Int64 {
        let last = changes(settings).max() ?? settings.start.milliseconds
        let untilLast = last - settings.start.milliseconds + 7_200_000
        return max(settings.rhythm == .week ? 604_800_000 : 86_400_000, untilLast)
    }

    private static func changes(_ settings: TrafficSettings) -> [Int64] {
        let spans = settings.shifts.map(\.span) + settings.campaigns.map(\.span)
        return spans.flatMap { span in
            let range = span.range(start: settings.start)
            return [range.lowerBound, range.upperBound]
        }.filter { $0 < .max }
    }

    private static func bounds(_ settings: TrafficSettings, within times: Range<Int64>) -> [Period]
    {
        let inner = Set(changes(settings)).filter { times.lowerBound < $0 && times.contains($0) }
        let bounds = [times.lowerBound] + inner.sorted() + [times.upperBound]
        return zip(bounds, bounds.dropFirst()).map { Period(times: $0..<$1) }
    }

    private mutating func run() {
        var thin = settings
        thin.visitsPerSecond = settings.visitsPerSecond / thinning
        // They are told by their shares: spoiled bytes could not be read here.
        thin.faults = TrafficFaults()
        var source = TrafficSource(settings: thin)
        var reader = EventReader()
        var place = 0
        while let emission = source.next(), emission.time.milliseconds < times.upperBound {
            while emission.time.milliseconds >= periods[place].times.upperBound { place += 1 }
            periods[place].events += 1
            census.take(source.value, at: emission.time, reader: &reader)
        }
        counts = source.counts
        for visit in census.visits.values {
            let place = periods.lastIndex { $0.times.lowerBound <= visit.start } ?? 0
            periods[place].group.add(visit)
        }
    }
}

extension TrafficForecast {
    /// Events a second of event time in the stream itself, without faults; measured.
    func eventsPerSecond(in period: Period) -> Double {
        Double(period.events) * thinning / period.seconds
    }

    /// Visits that begin each second of event time; by the law.
    func visitsPerSecond(in period: Period) -> Double {
        settings.expectedVisits(in: period.times) / period.seconds
    }

    /// The whole time.
    var whole: Period {
        Period(times: times, group: census.all, events: census.events)
    }
}
