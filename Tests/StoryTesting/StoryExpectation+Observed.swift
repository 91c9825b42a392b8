import BasketEvents
import BasketSessions

extension StoryExpectation.Counts {
    public init(_ ledger: Ledger) {
        read = ledger.read
        applied = ledger.applied
        duplicate = ledger.duplicate
        late = ledger.late
        quarantined = ledger.quarantined
        clamped = ledger.clamped
        keyless = ledger.keyless
        sessions = StoryExpectation.Sessions(ledger.sessions)
        baskets = StoryExpectation.Sessions(ledger.baskets)
    }
}

extension StoryExpectation.Sessions {
    init(_ counts: SessionCounts) {
        opened = counts.opened
        open = counts.open
        purchased = counts.purchased
        abandoned = counts.abandoned
        browsed = counts.browsed
        merged = counts.merged
    }
}

extension StoryExpectation.ScoredMoment {
    init(_ moment: Moment) {
        session = moment.session.offset
        offset = moment.offset
        ordinal = moment.ordinal
        cause = "\(moment.cause.word)"
        timeMs = moment.time.milliseconds
        silenceMs = moment.silenceMilliseconds
        basket = StoryExpectation.Contents(moment.facts)
    }
}

extension StoryExpectation.Ending {
    init(_ outcome: Outcome, _ texts: TextArena) {
        session = outcome.session.offset
        kind = "\(outcome.kind.word)"
        survivor = outcome.survivor?.offset
        offset = outcome.offset
        shopperId = texts.string(outcome.texts.shopperID)
        hadBasket = outcome.hadBasket
        moments = outcome.moments
        startMs = outcome.facts.start.milliseconds
        endMs = outcome.facts.end.milliseconds
        basket = StoryExpectation.Contents(outcome.facts)
        if outcome.orderValueMinor >= 0 {
            orderValueMinor = outcome.orderValueMinor
            orderCurrency = outcome.orderCurrency.description
        }
    }
}

extension StoryExpectation.Basket {
    init(_ snapshot: BasketSnapshot, _ texts: TextArena) {
        session = snapshot.session.offset
        shopperId = texts.string(snapshot.texts.shopperID)
        moments = snapshot.moments
        isScorable = snapshot.isScorable
        basket = StoryExpectation.Contents(snapshot.facts)
        if snapshot.texts.valuesByCurrency != .none {
            valuesByCurrency = texts.string(snapshot.texts.valuesByCurrency)
        }
    }
}

extension StoryExpectation.Contents {
    init(_ facts: SessionFacts) {
        items = facts.items
        products = facts.products
        if facts.currencies == 1 {
            valueMinor = facts.valueMinor
            currency = facts.currency.description
        }
        if facts.shippingMinor >= 0 { shippingMinor = facts.shippingMinor }
    }
}
