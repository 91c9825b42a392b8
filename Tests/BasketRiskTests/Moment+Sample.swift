import BasketEvents
import BasketRisk
import BasketSessions

let euro = Currency("EUR")!
let second: Int64 = 1_000
let minute: Int64 = 60_000
let day: Int64 = 86_400_000

/// Wednesday, 26 November 2025, 10:04:05 UTC.
let noon: Int64 = 1_764_151_445_000

extension Moment {
    /// A basket of two things for 40 EUR, first added two minutes ago, no checkout yet.
    static func sample(
        cause: MomentCause = .add, silence: Int64 = 0,
        _ change: (inout SessionFacts) -> Void = { _ in }
    ) -> Moment {
        var facts = SessionFacts()
        facts.start = EventTime(milliseconds: noon - 5 * minute - silence)
        facts.end = EventTime(milliseconds: noon - silence)
        facts.views = 6
        facts.productViews = 4
        facts.adds = 2
        facts.firstAdd = EventTime(milliseconds: noon - 2 * minute - silence)
        facts.lastAdd = facts.end
        facts.lastBasketChange = facts.end
        facts.lastView = EventTime(milliseconds: noon - 10 * second - silence)
        facts.paceMilliseconds = 90 * second
        facts.paceEvents = 4
        facts.items = 2
        facts.products = 2
        facts.currencies = 1
        facts.currency = euro
        facts.valueMinor = 4_000
        facts.dearestMinor = 2_500
        facts.lastEvent = .addToBasket
        facts.lastPage = .product
        facts.previousPage = .list
        change(&facts)
        return Moment(
            session: SessionKey(rawValue: 1), offset: 1, ordinal: 1, cause: cause,
            time: EventTime(milliseconds: noon), facts: facts)
    }

    /// Facts of any size, likely or not: what a score must withstand.
    static func random(_ random: inout SeededRandom) -> Moment {
        var facts = SessionFacts()
        let isWild = random.chance(0.2)
        func amount() -> Int64 {
            isWild ? Int64(bitPattern: random.next()) : random.next(in: -1...60_000)
        }
        func count() -> UInt32 {
            isWild ? UInt32(truncatingIfNeeded: random.next()) : UInt32(random.index(below: 20))
        }
        func time() -> EventTime {
            if isWild { return EventTime(milliseconds: Int64(bitPattern: random.next())) }
            guard random.chance(0.7) else { return .distantPast }
            return EventTime(milliseconds: noon - random.next(in: 0...4_000_000))
        }
        (facts.start, facts.end) = (time(), time())
        (facts.views, facts.productViews) = (count(), count())
        (facts.adds, facts.removes, facts.checkouts) = (count(), count(), count())
        (facts.cancels, facts.purchases) = (count(), count())
        (facts.firstAdd, facts.lastAdd, facts.lastBasketChange) = (time(), time(), time())
        (facts.lastCheckout, facts.lastCancel, facts.lastView) = (time(), time(), time())
        (facts.paceMilliseconds, facts.paceEvents) = (amount(), UInt8(random.index(below: 5)))
        (facts.items, facts.products) = (amount(), count())
        facts.currencies = UInt8(random.index(below: 3))
        let currencies = [Currency.none, euro, Currency("JPY")!, Currency("KWD")!]
        facts.currency = currencies[random.index(below: 4)]
        facts.shippingCurrency = random.chance(0.7) ? facts.currency : euro
        (facts.valueMinor, facts.dearestMinor, facts.shippingMinor) = (amount(), amount(), amount())
        (facts.step, facts.highestStep) = (
            Int32(truncatingIfNeeded: amount()), Int32(truncatingIfNeeded: amount())
        )
        facts.lastEvent = EventType.allCases[random.index(below: EventType.allCases.count)]
        facts.lastPage = PageKind.allCases[random.index(below: PageKind.allCases.count)]
        facts.previousPage = PageKind.allCases[random.index(below: PageKind.allCases.count)]
        (facts.device, facts.channel, facts.country) = (count(), count(), count())
        (facts.earlierSessions, facts.earlierPurchases, facts.earlierEnd) = (
            count(), count(), time()
        )
        return Moment(
            session: SessionKey(rawValue: 1), offset: 1, ordinal: 1,
            cause: MomentCause.allCases[random.index(below: MomentCause.allCases.count)],
            time: time(), facts: facts)
    }
}
