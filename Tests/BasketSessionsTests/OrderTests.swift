import BasketEvents
import Testing

@testable import BasketSessions

@Suite("The order of arrival")
struct OrderTests {
    @Test("within the allowed disorder leaves no trace", arguments: UInt64(0)..<600)
    func anyOrder(seed: UInt64) {
        var shop = RandomShop(seed: seed)
        var first = TestPartition(shop.settings)
        first.take(shop.shuffled())
        first.tick(to: shop.evening)
        for _ in 0..<2 {
            var other = TestPartition(shop.settings)
            other.take(shop.shuffled())
            other.tick(to: shop.evening)

            #expect(other.effects.finalSessions == first.effects.finalSessions, "seed \(seed)")
            #expect(other.effects.funnelByDay == first.effects.funnelByDay, "seed \(seed)")
            #expect(other.ledger.sessions.browsed == first.ledger.sessions.browsed)
            #expect(other.ledger.late + other.ledger.duplicate + other.ledger.quarantined == 0)
        }
    }

    @Test("does not matter to what two sessions become", arguments: UInt64(0)..<600)
    func merges(seed: UInt64) {
        let shop = RandomShop(seed: seed, count: 24)
        let events = shop.events.map { $0.by("u-1") }
        let parts = [Array(events[0..<8]), Array(events[8..<16]), Array(events[16..<24])]
            .map { JoinedSession($0) }

        let joined = JoinedSession(events).picture
        #expect(parts[0].joining(parts[1]).joining(parts[2]).picture == joined, "seed \(seed)")
        #expect(parts[0].joining(parts[1].joining(parts[2])).picture == joined, "seed \(seed)")
        #expect(parts[2].joining(parts[0]).joining(parts[1]).picture == joined, "seed \(seed)")
        #expect(parts[1].joining(parts[2].joining(parts[0])).picture == joined, "seed \(seed)")
    }

    @Test("does not say which products of a huge basket keep their lines")
    func hugeBaskets() {
        var random = SeededRandom(seed: 1)
        let lines = (0..<3000).map { number in
            let product = StableHash(high: UInt64(number % 1500) &* 0x9E37_79B9, low: 0)
            var line = BasketLine(product: product, quantity: random.next(in: -2...5))
            line.price.take(
                Amount(minor: Int64(number), currency: .none), at: random.next(in: 0...9))
            return line
        }
        func basket(_ lines: [BasketLine]) -> BasketLines {
            lines.reduce(into: BasketLines()) { $0.take($1) }
        }
        func picture(_ basket: BasketLines) -> [String] {
            (basket.own + (basket.shared.map { [$0] } ?? [])).map { "\($0)" }.sorted()
        }
        let whole = basket(lines)
        #expect(whole.own.count == SessionLimit.basketLines)
        #expect(whole.shared != nil)
        #expect(picture(basket(lines.shuffled(using: &random))) == picture(whole))

        let some = basket(lines.shuffled(using: &random).filter { $0.quantity > 2 })
        let rest = basket(lines.shuffled(using: &random).filter { $0.quantity <= 2 })
        var joined = some
        joined.take(rest)
        #expect(picture(joined) == picture(whole))
        joined = rest
        joined.take(some)
        #expect(picture(joined) == picture(whole))
    }

    @Test("does not bring an order's value into doubt until there are too many")
    func manyOrders() {
        func orders(_ ids: Range<UInt64>) -> BasketOrders {
            ids.reduce(into: BasketOrders()) { orders, id in
                var order = Order(id: StableHash(high: id, low: 0))
                order.value.take(Amount(minor: 2, currency: Currency("EUR")!), at: 0)
                orders.take(order)
            }
        }
        var full = orders(0..<600)
        full.take(orders(400..<1000))
        #expect(full.value == Amount(minor: 2000, currency: Currency("EUR")!))
        full.take(orders(1000..<1001))
        #expect(full.value == .notSaid)
    }
}

/// A session and its basket, joined by hand from events or from others.
private struct JoinedSession {
    var session: OpenSession
    var basket: OpenBasket
    private static let words: ContextWords = {
        var words = ContextWords()
        _ = words.restore(Array("phone".utf8))
        _ = words.restore(Array("desktop".utf8))
        return words
    }()

    init(_ events: [TestEvent]) {
        session = OpenSession(
            key: SessionKey(rawValue: 0), shopper: StableHash(high: 0, low: 0),
            time: events[0].time, lastEvent: events[0].type)
        basket = OpenBasket(shopperID: [])
        for (place, event) in events.enumerated() {
            var reader = EventReader()
            _ = event.json.withUnsafeBytes { reader.read($0) }
            let read = reader.event
            if place > 0 { session.extend(to: event.time, event.type) }
            let word: UInt16 = event.device == nil ? 0 : event.device == "phone" ? 2 : 3
            let context = ContextNumbers(device: word, channel: 0, country: 0)
            session.take(read, at: event.time, context, words: JoinedSession.words)
            basket.take(read, at: event.time)
        }
    }

    func joining(_ other: JoinedSession) -> JoinedSession {
        var joined = self
        joined.session.absorb(other.session, words: JoinedSession.words)
        joined.basket.absorb(other.basket)
        return joined
    }

    /// All of it, in words, its lists sorted.
    var picture: String {
        var plain = basket
        plain.lines = BasketLines()
        plain.orders = BasketOrders()
        let lines = basket.lines.own.map { "\($0)" }.sorted()
        let orders = basket.orders.kept.map { "\($0)" }.sorted()
        return "\(session) \(plain) \(lines) \(orders)"
    }
}
