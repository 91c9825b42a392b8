import BasketEvents

@testable import BasketSessions

/// A small clickstream drawn from a seed: few shoppers, coarse times (so that many are equal), gaps
/// just below, at and above the one that cuts.
struct RandomShop {
    let settings: SessionSettings
    /// Every event once, rising in time.
    private(set) var events: [TestEvent] = []
    private(set) var random: SeededRandom

    init(seed: UInt64, count: Int = 40) {
        random = SeededRandom(seed: seed)
        // A disorder of up to twice the gap, so that events often arrive between two open sessions.
        settings = .small(gap: 60_000, disorder: random.next(in: 0...24) * 5000)
        let shoppers = random.index(below: 3) + 1
        var times = Array(repeating: TestEvent.dawn, count: shoppers)
        for number in 0..<count {
            let shopper = random.index(below: shoppers)
            times[shopper] += random.chance(0.2) ? 60_000 + random.next(in: -1...1) : step()
            events.append(event(number, shopper, at: times[shopper]))
        }
        events.sort { ($0.time, $0.id) < ($1.time, $1.id) }
    }

    private mutating func step() -> Int64 {
        random.next(in: 0...5) * random.next(in: 0...4) * 5000
    }

    private mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[random.index(below: choices.count)]
    }

    private mutating func event(_ number: Int, _ shopper: Int, at time: Int64) -> TestEvent {
        let type = pick([
            .view, .view, .view, .view, .addToBasket, .addToBasket, .removeFromBasket, .checkout,
            .cancel, random.chance(0.5) ? EventType.purchase : .view,
        ])
        var event = TestEvent(type, "e-\(number)", at: time)
        event.shopper = "u-\(shopper)"
        event.device = pick([nil, nil, "phone", "desktop"])
        event.country = pick([nil, "DE", "FR"])
        event.session = pick([nil, "s-1", "s-2"])
        switch type {
        case .view:
            if random.chance(0.4) {
                event.product = pick(["p-1", "p-2"])
            } else {
                event.page = pick([nil, "/", "/cart", "/search?q=x", "/y"])
            }
        case .addToBasket, .removeFromBasket:
            event.product = pick(["p-1", "p-2", "p-3"])
            event.quantity = random.next(in: 1...3)
            event.price = random.next(in: 0...3) * 100
            event.currency = pick(["EUR", "EUR", "EUR", "USD"])
        case .checkout:
            event.step = pick([nil, 1, 2])
            if random.chance(0.5) {
                event.shipping = random.next(in: 0...3) * 100
                event.currency = pick(["EUR", "USD"])
            }
        case .purchase:
            event.order = pick([nil, "o-1", "o-2"])
            if random.chance(0.7) {
                event.value = random.next(in: 1...3) * 100
                event.currency = pick(["EUR", "EUR", "USD"])
            }
        case .cancel:
            break
        }
        return event
    }

    /// The events in an order in which none is further behind than the allowed disorder.
    mutating func shuffled() -> [TestEvent] {
        shuffled(events)
    }

    mutating func shuffled(_ events: [TestEvent]) -> [TestEvent] {
        let arrivals = events.map { event in
            let delay = random.next(in: 0...settings.disorderMilliseconds)
            return (event.time + delay, random.next(), event)
        }
        return arrivals.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    /// The log of a bad day: arrivals within the disorder, some twice, some much too late, some no
    /// events at all, some from clocks that run ahead; now and then a tick.
    mutating func badDay() -> [Input] {
        var inputs: [Input] = []
        for event in shuffled() {
            var event = event
            if random.chance(0.1) { event.timestamp = event.time - random.next(in: 0...400_000) }
            if random.chance(0.05) { event.key = .missing }
            if random.chance(0.03) { event.key = .other("u-9") }
            if random.chance(0.03) { event.time += 3_600_000 * random.next(in: -1...1) }
            inputs.append(.record(event.record))
            if random.chance(0.1) { inputs.append(.record(event.record)) }
            if random.chance(0.05) {
                inputs.append(.record(TestRecord(key: nil, value: Array("{\"id\":".utf8))))
            }
            if random.chance(0.03) { inputs.append(.skip(random.next(in: 1...3))) }
            if random.chance(0.1) { inputs.append(.tick(event.time + random.next(in: 0...90_000))) }
        }
        return inputs
    }

    /// What can happen to a partition.
    enum Input: Sendable {
        case record(TestRecord)
        case tick(Int64)
        case skip(Int64)
    }

    /// A time by which every session has closed.
    var evening: Int64 {
        (events.last?.time ?? TestEvent.dawn) + settings.gapMilliseconds + 1
    }
}
