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
        facts.lastView = session.time(at: session.lastView.mark)
        facts.lastPage = session.lastView.said
        facts.previousPage = session.previousView.said
        facts.lastEvent = session.lastEvent
        facts.paceMilliseconds = session.recent.span
        facts.paceEvents = session.recent.count
        facts.device = words.hash(session.device.said)
        facts.channel = words.hash(session.channel.said)
        facts.country = words.hash(session.country.said)
        if let earlier = history.entry(of: rule.remembered(session.shopper), at: session.end) {
            facts.earlierSessions = earlier.sessions
            facts.earlierPurchases = earlier.purchases
            facts.earlierEnd = EventTime(milliseconds: earlier.end)
        }
        if session.hasBasket { baskets[Int(session.basket)].add(to: &facts) }
        return facts
    }
}
