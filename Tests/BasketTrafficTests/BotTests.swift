import BasketEvents
import Testing

@testable import BasketTraffic

@Suite("A bot")
struct BotTests {
    private static func recording(share: Double, seed: UInt64) -> Recording {
        var settings = TrafficSettings()
        settings.seed = seed
        settings.botShare = share
        return Recording(settings, limit: 60_000, closingDoors: true)
    }

    @Test("is fast, looks at many pages and never buys", arguments: UInt64(1)..<4)
    func behaviour(seed: UInt64) throws {
        var reader = EventReader()
        var times: [String: [Int64]] = [:]
        var adds: [String: Set<Int64>] = [:]
        for record in Self.recording(share: 1, seed: seed).records {
            let event = try PlainEvent.read(record.value, with: &reader)
            #expect([EventType.view, .addToBasket].contains(event.type))
            times[event.visit, default: []].append(event.time)
            if event.type == .addToBasket { adds[event.visit, default: []].insert(event.quantity) }
        }
        let pauses = times.values.flatMap { zip($0, $0.dropFirst()).map { $1 - $0 } }.sorted()
        let crawlers = times.filter { adds[$0.key] == nil }

        #expect((1_000...1_450).contains(pauses[pauses.count / 2]))
        #expect(pauses.last ?? 0 < 60_000)
        // One in five fills its basket, with ten of each.
        #expect(isNear(ratio(adds.count, times.count), 0.2, within: 0.25))
        #expect(adds.values.allSatisfy { $0 == [10] })
        let pages = crawlers.values.reduce(0) { $0 + $1.count }
        #expect(isNear(ratio(pages, crawlers.count), 120, within: 0.12))
        let mean = ratio(pauses.count + times.count, times.count)
        #expect(isNear(mean, TrafficSettings.eventsPerBotVisit, within: 0.12), "\(mean)")
    }

    @Test("comes as often as its share says", arguments: [0.01, 0.1, 0.5])
    func share(share: Double) {
        let counts = Self.recording(share: share, seed: 4).counts
        let visits = Double(counts.visits)

        let deviation = (share * (1 - share) / visits).squareRoot()
        #expect((Double(counts.botVisits) / visits - share).magnitude < 4 * deviation)
        let expected = share * TrafficSettings.eventsPerBotVisit
        let events = expected / (expected + (1 - share) * TrafficSettings.eventsPerVisit)
        #expect((ratio(counts.botEvents, counts.emitted) - events).magnitude < 0.12)
    }

    @Test("is somebody new each time, and nobody returns as one")
    func isNew() {
        let recording = Recording(
            {
                var settings = TrafficSettings()
                settings.visitsPerSecond = 0.05
                settings.botShare = 1
                return settings
            }(), limit: 30_000, closingDoors: true)

        #expect(recording.counts.returningVisits == 0)
        #expect(recording.counts.botVisits == recording.counts.visits)
        #expect(recording.counts.purchasedVisits == 0)
    }
}
