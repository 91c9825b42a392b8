import BasketEvents
import Testing

@testable import BasketSessions

@Suite("The closed sessions of a partition")
struct ReferenceTests {
    @Test(
        "are those that sorting by time and cutting at gaps gives", arguments: UInt64(0)..<1000)
    func agree(seed: UInt64) {
        var shop = RandomShop(seed: seed)
        let arrivals = shop.shuffled()
        let reference = ReferenceSessions(shop.events, settings: shop.settings)

        var partition = TestPartition(shop.settings)
        for event in arrivals {
            partition.take(event)
            #expect(partition.ledger.differences == [], "seed \(seed)")
        }
        partition.tick(to: shop.evening)

        #expect(partition.effects.finalSessions == reference.withBasket, "seed \(seed)")
        #expect(partition.ledger.sessions.browsed == Int64(reference.browsed))
        #expect(partition.ledger.applied == Int64(shop.events.count))
        #expect(partition.ledger.sessions.open == 0)
        #expect(partition.ledger.baskets.open == 0)
        #expect(partition.ledger.differences == [])
    }
}
