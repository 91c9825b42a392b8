import BasketEvents
import Testing

@testable import BasketTraffic

@Suite("Arrivals")
struct ArrivalsTests {
    /// A Monday, 0:00 UTC.
    static let monday: Int64 = 1_763_942_400_000
    static let day: Int64 = 86_400_000

    /// How many visits begin in each of `count` stretches from `start` on.
    static func begun(_ settings: TrafficSettings, every stretch: Int64, count: Int) -> [Double] {
        var arrivals = Arrivals(settings, TrafficCalendar(settings))
        var random = SeededRandom(seed: settings.seed)
        var begun = [Double](repeating: 0, count: count)
        while true {
            let place = Int((arrivals.next(&random) - settings.start.milliseconds) / stretch)
            guard place < count else { return begun }
            begun[place] += 1
        }
    }

    static func settings(_ rhythm: ArrivalRhythm, seed: UInt64) -> TrafficSettings {
        var settings = TrafficSettings()
        settings.seed = seed
        settings.start = EventTime(milliseconds: monday)
        settings.visitsPerSecond = 0.5
        settings.rhythm = rhythm
        return settings
    }

    @Test("that follow the day are few by night and many in the evening", arguments: UInt64(1)..<4)
    func night(seed: UInt64) {
        let hours = Self.begun(Self.settings(.day, seed: seed), every: 3_600_000, count: 24 * 14)
        func share(_ hour: Int) -> Double {
            stride(from: hour, to: hours.count, by: 24).reduce(0) { $0 + hours[$1] }
        }

        // By the table 1.65 to 0.2; some 5,000 visits in those night hours: within 6 %.
        let ratio = share(20) / share(3)
        #expect(abs(ratio / (1.65 / 0.2) - 1) < 0.06)
        let mean = hours.reduce(0, +) / Double(hours.count) / 3_600
        #expect(abs(mean / 0.5 - 1) < 0.01)
    }

    @Test("that follow the week are most on Mondays, fewest on Saturdays", arguments: UInt64(1)..<4)
    func weekdays(seed: UInt64) {
        let days = Self.begun(Self.settings(.week, seed: seed), every: Self.day, count: 28)
        func share(_ day: Int) -> Double {
            stride(from: day, to: days.count, by: 7).reduce(0) { $0 + days[$1] }
        }

        let ratio = share(0) / share(5)
        #expect(abs(ratio / (16.1 / 12.0) - 1) < 0.02)
        #expect((1..<7).allSatisfy { share($0) < share(0) })
        #expect([0, 1, 2, 3, 4, 6].allSatisfy { share($0) > share(5) })
        let mean = days.reduce(0, +) / 28 / 86_400
        #expect(abs(mean / 0.5 - 1) < 0.01)
    }

    @Test("are as many as is expected, in every period", arguments: UInt64(1)..<6)
    func expected(seed: UInt64) {
        var settings = Self.settings(.week, seed: seed)
        settings.shifts = [
            TrafficShift(.arrivals, by: 3, .after(hours: 5, forHours: 40)),
            TrafficShift(.arrivals, by: 0.5, .after(hours: 30)),
        ]
        settings.campaigns = [
            TrafficCampaign(.social, extraShare: 0.8, .after(hours: 20, forHours: 12))
        ]
        let stretch: Int64 = 6 * 3_600_000
        let begun = Self.begun(settings, every: stretch, count: 16)

        for (place, visits) in begun.enumerated() {
            let start = Self.monday + Int64(place) * stretch
            let expected = settings.expectedVisits(in: start..<start + stretch)
            // Five standard deviations of a Poisson number.
            #expect(abs(visits - expected) < 5 * expected.squareRoot(), "stretch \(place)")
        }
    }

    @Test(
        "cease while their rate is 0, and go on at once when it is over", arguments: UInt64(1)..<6)
    func silence(seed: UInt64) {
        var settings = Self.settings(.steady, seed: seed)
        settings.shifts = [TrafficShift(.arrivals, by: 0, .after(hours: 2, forHours: 6))]
        let begun = Self.begun(settings, every: 3_600_000, count: 10)

        #expect(begun[2..<8].allSatisfy { $0 == 0 })
        for hour in [0, 1, 8, 9] { #expect(abs(begun[hour] - 1_800) < 250) }
    }

    @Test("come once a week when their rate has fallen to 0 for good")
    func never() {
        var settings = Self.settings(.steady, seed: 1)
        settings.shifts = [TrafficShift(.arrivals, by: 0, .after(hours: 0))]
        var arrivals = Arrivals(settings, TrafficCalendar(settings))
        var random = SeededRandom(seed: 1)

        #expect(arrivals.next(&random) == Self.monday + 7 * Self.day)
        #expect(arrivals.next(&random) == Self.monday + 14 * Self.day)
    }
}
