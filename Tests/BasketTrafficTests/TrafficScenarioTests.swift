import BasketEvents
import Foundation
import Testing

@testable import BasketTraffic

@Suite("A scenario")
struct TrafficScenarioTests {
    static func settings(
        _ scenario: TrafficScenario?, seed: UInt64, visitsPerSecond: Double
    ) -> TrafficSettings {
        var settings = TrafficSettings()
        settings.seed = seed
        scenario?.apply(to: &settings)
        settings.visitsPerSecond = visitsPerSecond
        return settings
    }

    /// The visits of the first hours, each with the hour after the opening in which it began.
    private static func visits(
        _ settings: TrafficSettings, hours: Int64
    ) -> [(hour: Int64, visit: Visits.Visit)] {
        let start = settings.start.milliseconds
        let recording = Recording(settings, until: start + hours * 3_600_000)
        return Visits(recording).byID.values.map { (($0.first - start) / 3_600_000, $0) }
    }

    private static func abandoned(_ visits: [Visits.Visit]) -> Double {
        let baskets = visits.filter { $0.firstShippingShare != nil }
        return Double(baskets.count { !$0.hasPurchase }) / Double(baskets.count)
    }

    @Test(
        "is a set of settings that can be used, and says what it is",
        arguments: TrafficScenario.allCases)
    func sound(scenario: TrafficScenario) {
        var settings = TrafficSettings()
        scenario.apply(to: &settings)

        #expect(settings.problems.isEmpty)
        #expect(settings != TrafficSettings())
        #expect(!scenario.summary.isEmpty)
    }

    @Test("has a golden story of its name among the fixtures", arguments: TrafficScenario.allCases)
    func story(scenario: TrafficScenario) throws {
        let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "fixtures")
        let index = try String(contentsOf: fixtures.appending(path: "README.md"), encoding: .utf8)

        #expect(index.contains("`\(scenario.rawValue)`"))
        for file in ["\(scenario.rawValue).jsonl", "\(scenario.rawValue).expected.json"] {
            let path = fixtures.appending(path: file).path
            #expect(FileManager.default.fileExists(atPath: path), "\(file)")
        }
    }

    @Test(
        "gives the bytes that its seed has always given",
        arguments: [
            (TrafficScenario.shippingShock, "39d2452a8ff5a71-f7946f4d04095f2f"),
            (.blackFriday, "66341c8b400dbd4e-c0da7d636f64a7df"),
            (.brokenClock, "e631b030bb7510d8-bf5ac743533e06d3"),
            (.quietNight, "26161ec6588da216-f3ff2ecccf372525"),
            (.botStorm, "a23eb24c23e9a550-e4f700b6099833d5"),
        ])
    func pinnedBytes(scenario: TrafficScenario, fingerprint: String) {
        // Thin enough that the change is in it.
        let settings = Self.settings(scenario, seed: 1, visitsPerSecond: 0.05)
        let recording = Recording(settings, limit: 10_000)

        #expect(recording.fingerprint == fingerprint)
        let hours =
            (recording.records[9_999].emission.time.milliseconds - settings.start.milliseconds)
            / 3_600_000
        #expect(hours >= 2)
    }

    @Test(
        "of a shipping shock doubles the quotes and loses the baskets that see them",
        arguments: UInt64(1)..<4)
    func shippingShock(seed: UInt64) {
        func visits(_ scenario: TrafficScenario?) -> [Visits.Visit] {
            let settings = Self.settings(scenario, seed: seed, visitsPerSecond: 1)
            return Self.visits(settings, hours: 6).filter { $0.hour >= 2 }.map(\.visit)
        }
        let (calm, shock) = (visits(nil), visits(.shippingShock))

        // About 43 and 54 of a hundred, of some 3,000 baskets each: a standard error of one.
        let (before, after) = (Self.abandoned(calm), Self.abandoned(shock))
        #expect(abs(before - 0.44) < 0.04, "\(before)")
        #expect((0.07...0.16).contains(after - before), "\(before) to \(after)")
        func median(_ visits: [Visits.Visit]) -> Double {
            let shares = visits.compactMap(\.firstShippingShare).filter { $0 > 0 }.sorted()
            return shares[shares.count / 2]
        }
        #expect(abs(median(shock) / median(calm) - 2) < 0.15)
    }

    @Test(
        "of a black Friday has three times the visits, more with campaigns, and loses fewer baskets",
        arguments: UInt64(1)..<3)
    func blackFriday(seed: UInt64) {
        let settings = Self.settings(.blackFriday, seed: seed, visitsPerSecond: 0.1)
        var calm = Self.settings(nil, seed: seed, visitsPerSecond: 0.1)
        calm.start = settings.start
        calm.rhythm = settings.rhythm
        let rush = Self.visits(settings, hours: 36)
        let usual = Self.visits(calm, hours: 36)
        // The night, the morning with one campaign, the afternoon with another, and the day after.
        for (hours, factor) in [(1...6, 3.0), (7...12, 3.9), (13...24, 4.5), (26...35, 1)] {
            let bounds = Int64(hours.lowerBound)...Int64(hours.upperBound)
            let ratio =
                Double(rush.count { bounds.contains($0.hour) })
                / Double(usual.count { bounds.contains($0.hour) })
            #expect(abs(ratio / factor - 1) < 0.15, "\(hours): \(ratio)")
        }
        let ofFriday = 1...24 as ClosedRange<Int64>
        let after = Self.abandoned(rush.filter { ofFriday.contains($0.hour) }.map(\.visit))
        let before = Self.abandoned(usual.filter { ofFriday.contains($0.hour) }.map(\.visit))
        #expect((0.02...0.14).contains(before - after), "\(before) to \(after)")
    }

    @Test(
        "of a storm of bots has as many bots as it says, and they make most events",
        arguments: UInt64(1)..<4)
    func botStorm(seed: UInt64) {
        let settings = Self.settings(.botStorm, seed: seed, visitsPerSecond: 1)
        let start = settings.start.milliseconds
        let before = Recording(settings, until: start + 3_600_000).counts
        let within = Recording(settings, until: start + 3 * 3_600_000).counts

        func share(_ part: UInt64, _ whole: UInt64) -> Double { Double(part) / Double(whole) }
        #expect(abs(share(before.botVisits, before.visits) - 0.02) < 0.01)
        #expect((0.12...0.30).contains(share(before.botEvents, before.emitted)))
        let visits = within.visits - before.visits
        let events = within.emitted - before.emitted
        #expect(abs(share(within.botVisits - before.botVisits, visits) - 0.3) < 0.02)
        #expect((0.78...0.90).contains(share(within.botEvents - before.botEvents, events)))
    }

    @Test("of a quiet night has nobody come from 22:00 to 04:00", arguments: UInt64(1)..<4)
    func quietNight(seed: UInt64) {
        var settings = TrafficSettings()
        settings.seed = seed
        TrafficScenario.quietNight.apply(to: &settings)
        let start = settings.start.milliseconds
        let times = Recording(settings, until: start + 12 * 3_600_000).records
            .map(\.emission.time.milliseconds)

        // The last visit may go on for 45 minutes; the processor's gap is 30.
        let longest = zip(times, times.dropFirst()).map { $1 - $0 }.max() ?? 0
        #expect(longest > (5 * 60 + 15) * 60_000)
        #expect(!times.contains { (start + 10_000_000..<start + 8 * 3_600_000).contains($0) })
    }
}
