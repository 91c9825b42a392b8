import BasketEvents
import Testing

@testable import BasketTraffic

@Suite("The story of the shoppers")
struct ShopperStoryTests {
    /// A day and a half of some 25,000 visits: enough to tell shares of a percent.
    private static let visits = Visits.recorded(seed: 5, events: 200_000)

    @Test("is abandoned by more, the larger shipping is beside the basket")
    func shippingShock() {
        var abandoned = [Double](repeating: 0, count: 4)
        var all = [Double](repeating: 0, count: 4)
        for visit in Self.visits.byID.values {
            guard let share = visit.firstShippingShare else { continue }
            let bin = share == 0 ? 0 : share < 0.25 ? 1 : share < 0.7 ? 2 : 3
            all[bin] += 1
            abandoned[bin] += visit.hasPurchase ? 0 : 1
        }
        let rates = zip(abandoned, all).map { $0 / $1 }

        #expect(rates[0] + 0.05 < rates[1])
        #expect(rates[1] + 0.1 < rates[2])
        #expect(rates[2] + 0.15 < rates[3])
        #expect(rates[3] > 0.75)
    }

    @Test("has the mix of events, baskets and outcomes that the house measures with")
    func mix() {
        let visits = Self.visits.byID.values
        let baskets = visits.filter(\.hasBasket)
        let events = Double(visits.reduce(0) { $0 + $1.events })
        let changes = Double(visits.reduce(0) { $0 + $1.basketChanges })
        let abandoned = Double(baskets.count { !$0.hasPurchase })

        #expect((0.65...0.8).contains(abandoned / Double(baskets.count)))
        #expect((0.40...0.45).contains(Double(baskets.count) / Double(visits.count)))
        #expect((0.12...0.15).contains(changes / events))
        #expect((0.050...0.060).contains(Double(baskets.count) / events))
    }

    @Test("keeps silences within a visit below the gap and those between visits above it")
    func gaps() {
        #expect(Self.visits.longestSilenceWithin < 1_800_000)
        #expect(Self.visits.shortestSilenceBetween > 1_800_000)
        #expect(Self.visits.returning > 100)
    }

    @Test("never takes more out of a basket than lies in it")
    func removes() {
        #expect(Self.visits.byID.values.allSatisfy { $0.overdrawn == 0 })
    }

    @Test("agrees with what the source counts")
    func truth() {
        var settings = TrafficSettings()
        settings.seed = 9
        let recording = Recording(settings, limit: 20_000, closingDoors: true)
        let visits = Visits(recording)
        let baskets = visits.byID.values.filter(\.hasBasket)
        let purchased = UInt64(baskets.count(where: \.hasPurchase))

        #expect(recording.counts.visits == UInt64(visits.byID.count))
        #expect(recording.counts.purchasedVisits == purchased)
        #expect(recording.counts.abandonedVisits == UInt64(baskets.count) - purchased)
        #expect(recording.counts.returningVisits == UInt64(visits.returning))
    }
}
