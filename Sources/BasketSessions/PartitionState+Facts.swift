import BasketEvents

extension PartitionState {
    /// What is known of a session now: what a score is made from and a row shows.
    func facts(_ slot: Int32) -> SessionFacts {
        let session = sessions[Int(slot)]
        var facts = SessionFacts()
        facts.start = EventTime(milliseconds: session.start)
        facts.end = EventTime(milliseconds: session.end)
        facts.views = session.views
        facts.productViews = session.productViews
        facts.cancels = UInt32(session.cancels)
        facts.lastCancel = session.time(at: session.lastCancel)
        facts.lastView = session.time(at: session.lastView.offset)
        facts.lastPage = session.lastView.said
        facts.previousPage = session.previousView.said
        facts.lastEvent = session.lastEvent
        facts.paceMilliseconds = session.recent.span
        facts.paceEvents = session.recent.count
        facts.device = words.hash(session.device.said)
        facts.channel = words.hash(session.channel.said)
        facts.country = words.hash(session.country.said)
        if let earlier = history.entry(of: session.shopper, at: session.end) {
            facts.earlierSessions = earlier.sessions
            facts.earlierPurchases = earlier.purchases
            facts.earlierEnd = EventTime(milliseconds: earlier.end)
        }
        if session.hasBasket { addBasket(baskets[Int(session.basket)], to: &facts) }
        return facts
    }

    private func addBasket(_ basket: OpenBasket, to facts: inout SessionFacts) {
        func happened(_ time: Int64) -> EventTime {
            time == .min || time == .max ? .distantPast : EventTime(milliseconds: time)
        }
        facts.adds = basket.adds
        facts.removes = basket.removes
        facts.checkouts = basket.checkouts
        facts.purchases = basket.purchases
        facts.firstAdd = happened(basket.firstAdd)
        facts.lastAdd = happened(basket.lastAdd)
        facts.lastBasketChange = happened(basket.lastChange)
        facts.lastCheckout = happened(basket.lastCheckout)
        facts.shippingMinor = basket.quote.said.minor
        facts.shippingCurrency = basket.quote.said.currency
        facts.step = basket.step.said
        facts.highestStep = basket.highestStep

        let value = BasketValue(basket.lines)
        facts.items = value.items
        facts.products = value.products
        facts.currencies = UInt8(clamping: value.currencies)
        if value.currencies == 1, let sum = value.first {
            facts.currency = sum.currency
            facts.valueMinor = sum.minor
            facts.dearestMinor = sum.dearest
        }
    }
}
