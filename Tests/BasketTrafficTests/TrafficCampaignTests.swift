import BasketEvents
import Testing

@testable import BasketTraffic

@Suite("A campaign")
struct TrafficCampaignTests {
    @Test(
        "brings as many as it says, by its channel, and fewer of them buy", arguments: UInt64(1)..<4
    )
    func effect(seed: UInt64) {
        var settings = TrafficSettings()
        settings.seed = seed
        settings.visitsPerSecond = 0.3
        let end = settings.start.milliseconds + 36_000_000
        let usual = Recording(settings, until: end)
        settings.campaigns = [
            TrafficCampaign(.email, extraShare: 1, .after(hours: 0, forHours: 10))
        ]
        let campaign = Recording(settings, until: end)

        let all = Double(campaign.counts.visits)
        #expect(isNear(all / Double(usual.counts.visits), 2, within: 0.05))
        #expect(isNear(Double(campaign.counts.campaignVisits) / all, 0.5, within: 0.04))
        let emails = campaign.records.count { $0.says("\"channel\":\"email\"") }
        #expect((0.48...0.65).contains(ratio(emails, campaign.records.count)))

        func bought(_ counts: TrafficCounts) -> Double {
            Double(counts.purchasedVisits) / Double(counts.visits)
        }
        #expect(bought(campaign.counts) < bought(usual.counts) * 0.85)
    }

    @Test("is over when its time is over")
    func end() {
        var settings = TrafficSettings()
        settings.visitsPerSecond = 0.5
        settings.campaigns = [
            TrafficCampaign(.social, extraShare: 3, .after(hours: 1, forHours: 2))
        ]
        let start = settings.start.milliseconds
        let counts = [1, 3, 6].map { hour in
            Recording(settings, until: start + hour * 3_600_000).counts.campaignVisits
        }

        #expect(counts[0] == 0)
        #expect(isNear(Double(counts[1]), 10_800, within: 0.1))
        // The recordings end with the first visit after the hour.
        #expect(counts[2] - counts[1] <= 1)
    }
}

extension Recording.Record {
    /// Whether the text stands in its value.
    func says(_ text: String) -> Bool { String(decoding: value, as: UTF8.self).contains(text) }
}
