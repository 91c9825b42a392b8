import BasketEvents
import Testing

@testable import BasketTraffic

@Suite("Traffic settings")
struct TrafficSettingsTests {
    @Test("let hundreds of thousands be in the shop at once")
    func crowd() {
        var settings = TrafficSettings()
        settings.visitsPerSecond = 10_000
        var source = TrafficSource(settings: settings)
        var emissions = 0

        while source.counts.openVisits < 200_000, emissions < 1_000_000 {
            for _ in 0..<10_000 { _ = source.next() }
            emissions += 10_000
        }

        #expect(source.counts.openVisits >= 200_000)
        #expect(MemoryLayout<OpenShopper>.stride == 64)
    }

    @Test("are met: so many shoppers at a time, so many events a second")
    func asked() {
        var settings = TrafficSettings()
        settings.seed = 11
        settings.ask(openShoppers: 500)
        let visitsPerSecond = settings.visitsPerSecond
        settings.ask(eventsPerSecond: visitsPerSecond * TrafficSettings.eventsPerVisit)
        #expect(abs(settings.visitsPerSecond - visitsPerSecond) < 1e-9)

        let records = Recording(settings, limit: 300_000)
        let span = records.records[299_999].emission.time.milliseconds - settings.start.milliseconds
        let rate = 300_000 / (Double(span) / 1_000)
        let asked = visitsPerSecond * TrafficSettings.eventsPerVisit

        #expect(abs(rate / asked - 1) < 0.07)
        #expect(abs(Double(records.counts.openVisits) / 500 - 1) < 0.15)
    }

    @Test("can follow the day: few come by night, many in the evening")
    func day() {
        var settings = TrafficSettings()
        settings.visitsPerSecond = 0.05
        settings.rhythm = .day
        var events = [Int](repeating: 0, count: 24)
        for record in Recording(settings, limit: 60_000).records {
            events[hourOfDay(record.emission.time.milliseconds)] += 1
        }

        #expect(events[3] * 4 < events[20])
    }

    @Test("say all that is wrong with them at once")
    func problems() {
        var settings = TrafficSettings()
        #expect(settings.problems.isEmpty)

        settings.visitsPerSecond = 0
        settings.catalogueSize = 7
        settings.start = EventTime(milliseconds: 0)
        settings.firstNumber = .max
        settings.faults.outOfOrderShare = 0.6
        settings.faults.malformedShare = 0.6
        settings.faults.duplicateMilliseconds = 0
        settings.faults.veryLateMilliseconds = 0...1

        #expect(settings.problems.count == 7)

        settings.botShare = 1.5
        settings.shifts = [TrafficShift(.thrift, by: -1, .after(hours: 1))]
        settings.campaigns = [
            TrafficCampaign(.social, extraShare: 0, .after(hours: 1, forHours: 1))
        ]
        #expect(settings.problems.count == 10)

        settings = TrafficSettings()
        settings.shifts = [TrafficShift(.bots, by: 2, .after(hours: 1))]
        #expect(settings.problems == ["there must be bots for a shift of bots to multiply"])
        settings.botShare = 0.1
        settings.shifts = [TrafficShift(.bots, by: 2, .after(hours: -1))]
        #expect(settings.problems.count == 1)
    }
}
