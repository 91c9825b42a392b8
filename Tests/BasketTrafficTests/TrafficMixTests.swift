import BasketEvents
import Testing

@testable import BasketTraffic

@Suite("A mix")
struct TrafficMixTests {
    @Test("of countries, devices and channels is met", arguments: UInt64(1)..<3)
    func met(seed: UInt64) throws {
        var settings = TrafficSettings()
        settings.seed = seed
        settings.countries = try #require(settings.countries.replaced(by: ["US": 3, "SE": 1]))
        settings.devices = try #require(settings.devices.replaced(by: ["tablet": 1]))
        settings.channels = try #require(
            settings.channels.replaced(by: ["social": 50, "email": 50]))
        #expect(settings.problems.isEmpty)
        var visits: [String: (country: String, channel: String)] = [:]
        var reader = EventReader()

        for record in Recording(settings, limit: 30_000).records {
            #expect(record.says("\"device\":\"tablet\""))
            let event = try PlainEvent.read(record.value, with: &reader)
            visits[event.visit] = (
                event.country, record.says("\"channel\":\"social\"") ? "social" : "email"
            )
        }

        let all = Double(visits.count)
        #expect(Set(visits.values.map(\.country)) == ["US", "SE"])
        #expect(
            isNear(Double(visits.values.count { $0.country == "US" }) / all, 0.75, within: 0.05))
        #expect(
            isNear(Double(visits.values.count { $0.channel == "social" }) / all, 0.5, within: 0.08))
    }

    @Test("is refused with a name that is none, a weight below 0, or nobody left")
    func refused() {
        let mix = TrafficMix.devices
        #expect(mix.replaced(by: ["phone": 1]) == nil)
        #expect(mix.replaced(by: ["mobile": -1, "tablet": 3]) == nil)
        #expect(mix.replaced(by: ["mobile": 0]) == nil)
        #expect(mix.replaced(by: [:]) == nil)
        #expect(mix.replaced(by: ["mobile": .infinity]) == nil)
        #expect(mix.replaced(by: mix.weightsByName) == mix)
    }

    @Test("lets as many return as it is asked for, once somebody can", arguments: [0.0, 0.2, 0.5])
    func returning(share: Double) {
        var settings = TrafficSettings()
        // Slow: most of those who have left did so long enough ago.
        settings.visitsPerSecond = 0.01
        settings.returningShare = share
        let counts = Recording(settings, limit: 40_000).counts

        #expect((ratio(counts.returningVisits, counts.visits) - share).magnitude < 0.06)
    }
}
