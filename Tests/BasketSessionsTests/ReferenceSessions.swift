import BasketEvents

@testable import BasketSessions

/// The sessions of a clickstream, made the slow and obvious way: sort by time, cut at gaps.
///
/// Shares nothing with PartitionState but the words of its answer.
struct ReferenceSessions {
    /// Those with a basket, in order of shopper and start.
    private(set) var withBasket: [FinalSession] = []
    private(set) var browsed = 0

    /// - Parameter events: every event once, in whatever order.
    init(_ events: [TestEvent], settings: SessionSettings) {
        func time(_ event: TestEvent) -> Int64 {
            event.seenTime(ahead: settings.aheadMilliseconds)
        }
        for shopper in Set(events.map(\.shopper)).sorted() {
            let sorted = events.filter { $0.shopper == shopper }.sorted { time($0) < time($1) }
            var runs: [[TestEvent]] = []
            for event in sorted {
                if let last = runs.last?.last,
                    time(event) - time(last) <= settings.gapMilliseconds
                {
                    runs[runs.count - 1].append(event)
                } else {
                    runs.append([event])
                }
            }
            var earlier = (sessions: UInt32(0), purchases: UInt32(0), end: Int64(0))
            for run in runs {
                var session = ReferenceSession(run, time: time)
                session.final.facts.earlierSessions = earlier.sessions
                session.final.facts.earlierPurchases = earlier.purchases
                session.final.facts.earlierEnd = EventTime(milliseconds: earlier.end)
                earlier.sessions += 1
                earlier.purchases += session.final.kind == .purchased ? 1 : 0
                earlier.end = session.final.facts.end.milliseconds
                if session.final.kind == .browsed {
                    browsed += 1
                } else {
                    withBasket.append(session.final)
                }
            }
        }
    }
}

/// One run of events, summed up.
struct ReferenceSession {
    var final = FinalSession()

    /// - Parameter run: events of one shopper, rising in time.
    init(_ run: [TestEvent], time: (TestEvent) -> Int64) {
        func events(_ types: EventType...) -> [TestEvent] {
            run.filter { types.contains($0.type) }
        }
        func first(_ events: [TestEvent]) -> EventTime {
            events.map(time).min().map(EventTime.init(milliseconds:)) ?? .distantPast
        }
        func last(_ events: [TestEvent]) -> EventTime {
            events.map(time).max().map(EventTime.init(milliseconds:)) ?? .distantPast
        }
        /// The latest of what was said; at the same time the greater.
        func latest<Said>(_ said: [(Int64, Said)], _ less: (Said, Said) -> Bool) -> Said? {
            said.max { $0.0 != $1.0 ? $0.0 < $1.0 : less($0.1, $1.1) }?.1
        }
        func lessAmount(_ left: Money, _ right: Money) -> Bool {
            (left.minor, left.currency) < (right.minor, right.currency)
        }

        var facts = SessionFacts()
        facts.start = first(run)
        facts.end = last(run)
        facts.views = UInt32(events(.view).count)
        facts.productViews = UInt32(events(.view).filter { $0.product != nil }.count)
        facts.adds = UInt32(events(.addToBasket).count)
        facts.removes = UInt32(events(.removeFromBasket).count)
        facts.checkouts = UInt32(events(.checkout).count)
        facts.cancels = UInt32(events(.cancel).count)
        facts.purchases = UInt32(events(.purchase).count)
        facts.firstAdd = first(events(.addToBasket))
        facts.lastAdd = last(events(.addToBasket))
        facts.lastBasketChange = last(events(.addToBasket, .removeFromBasket))
        facts.lastCheckout = last(events(.checkout))
        facts.lastCancel = last(events(.cancel))
        facts.lastView = last(events(.view))

        let lastFour = run.map(time).sorted().suffix(4)
        facts.paceEvents = UInt8(lastFour.count)
        facts.paceMilliseconds = lastFour.last! - lastFour.first!

        let lines = Dictionary(grouping: events(.addToBasket, .removeFromBasket)) { $0.product! }
        var sums: [String: Int64] = [:]
        var dearest: [String: Int64] = [:]
        for events in lines.values {
            let quantity = events.reduce(0) {
                $0 + ($1.type == .addToBasket ? $1.quantity! : -$1.quantity!)
            }
            guard quantity > 0 else { continue }
            facts.items += quantity
            facts.products += 1
            let prices = events.filter { $0.price != nil }
                .map { (time($0), Money(minor: $0.price!, currency: $0.currency!)) }
            guard let price = latest(prices, lessAmount) else { continue }
            sums[price.currency, default: 0] += price.minor * quantity
            dearest[price.currency] = max(dearest[price.currency] ?? 0, price.minor)
        }
        facts.currencies = UInt8(sums.count)
        if sums.count == 1, let (currency, minor) = sums.first {
            facts.currency = Currency(currency)!
            facts.valueMinor = minor
            facts.dearestMinor = dearest[currency]!
        }

        let quotes = events(.checkout).filter { $0.shipping != nil }
            .map { (time($0), Money(minor: $0.shipping!, currency: $0.currency!)) }
        if let quote = latest(quotes, lessAmount) {
            facts.shippingMinor = quote.minor
            facts.shippingCurrency = Currency(quote.currency)!
        }
        let steps = events(.checkout).filter { $0.step != nil }.map { (time($0), $0.step!) }
        facts.step = latest(steps, <).map { Int32($0) } ?? -1
        facts.highestStep = steps.map { Int32($0.1) }.max() ?? -1
        facts.lastEvent = latest(run.map { (time($0), $0.type) }) { $0.rawValue < $1.rawValue }!
        let pages = events(.view)
            .map { (time($0), ReferenceSession.kind($0)) }
            .sorted { ($0.0, $0.1.rawValue) < ($1.0, $1.1.rawValue) }
        facts.lastPage = pages.last?.1 ?? .none
        facts.previousPage = pages.dropLast().last?.1 ?? .none

        func word(_ place: KeyPath<TestEvent, String?>) -> String {
            let said = run.filter { $0[keyPath: place] != nil }
                .map { (time($0), $0[keyPath: place]!) }
            return latest(said) { ReferenceSession.hash($0) < ReferenceSession.hash($1) } ?? ""
        }
        final.device = word(\.device)
        final.country = word(\.country)
        facts.device = ReferenceSession.hash(final.device)
        facts.country = ReferenceSession.hash(final.country)

        let basketEvents = events(.addToBasket, .removeFromBasket, .checkout, .purchase)
        final.kind =
            facts.purchases > 0 ? .purchased : basketEvents.isEmpty ? .browsed : .abandoned
        final.shopper = run[0].shopper
        final.shopSession =
            latest(basketEvents.filter { $0.session != nil }.map { (time($0), $0.session!) }, <)
            ?? ""
        if sums.count > 1 {
            let texts = sums.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
            final.valuesByCurrency = "{\(texts.joined(separator: ","))}"
        }
        let orders = Dictionary(grouping: events(.purchase)) { $0.order ?? $0.id }
        let values = orders.values.compactMap { events in
            latest(
                events.filter { $0.value != nil }
                    .map { (time($0), Money(minor: $0.value!, currency: $0.currency!)) },
                lessAmount)
        }
        if let currency = values.first?.currency, values.allSatisfy({ $0.currency == currency }) {
            final.orderValueMinor = values.reduce(0) { $0 + $1.minor }
            final.orderCurrency = Currency(currency)!
        }
        final.facts = facts
    }

    private struct Money {
        let minor: Int64
        let currency: String
    }

    private static func hash(_ word: String) -> UInt32 {
        guard !word.isEmpty else { return 0 }
        var copy = word
        let hash = copy.withUTF8 { StableHash(UnsafeRawBufferPointer($0)) }
        return max(1, UInt32(truncatingIfNeeded: hash.low >> 32))
    }

    private static func kind(_ view: TestEvent) -> PageKind {
        if view.product != nil { return .product }
        switch view.page {
        case nil: return .none
        case "/": return .home
        case "/cart": return .basket
        case "/search?q=x": return .search
        default: return .other
        }
    }
}
