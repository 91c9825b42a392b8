import BasketEvents

/// The parts of a state, field by field. StateReader+Parts reads them in the same order.
extension StateWriter {
    mutating func append(_ settings: SessionSettings) {
        append(settings.gapMilliseconds)
        append(settings.disorderMilliseconds)
        append(settings.aheadMilliseconds)
        appendAll(settings.silenceMilliseconds) { $0.append($1) }
        append(Int64(settings.rememberedShoppers))
        append(settings.rememberedMilliseconds)
        append(settings.longestMilliseconds)
        append(Int64(settings.mostEvents))
        append(Int64(settings.openSessions))
    }

    mutating func append(_ ledger: Ledger) {
        for count in [
            ledger.firstOffset, ledger.nextOffset, ledger.read, ledger.absent, ledger.lost,
            ledger.applied, ledger.duplicate, ledger.late, ledger.quarantined, ledger.clamped,
            ledger.keyless, ledger.cut,
        ] {
            append(count)
        }
        append(ledger.sessions)
        append(ledger.baskets)
    }

    private mutating func append(_ counts: SessionCounts) {
        for count in [
            counts.opened, counts.open, counts.purchased, counts.abandoned, counts.browsed,
            counts.merged, counts.forgotten, counts.lost,
        ] {
            append(count)
        }
    }

    mutating func append(_ session: OpenSession, ids: [UInt64]) {
        append(session.key.rawValue)
        append(session.shopper)
        append(session.start)
        append(session.end)
        append(session.lastEvent.rawValue)
        append(session.views)
        append(session.productViews)
        for view in [session.lastView, session.previousView] {
            append(view.mark.raw)
            append(view.said.rawValue)
        }
        for word in [session.device, session.channel, session.country] {
            append(word.mark.raw)
            append(word.said)
        }
        append(session.cancels)
        append(session.lastCancel.raw)
        append(session.recent.back.0)
        append(session.recent.back.1)
        append(session.recent.back.2)
        append(session.nextSilence)
        append(session.ids.oldest)
        appendAll(ids) { $0.append($1) }
    }

    mutating func append(_ basket: OpenBasket) {
        append(basket.shopperID)
        for count in [
            basket.adds, basket.removes, basket.checkouts, basket.purchases, basket.moments,
        ] {
            append(count)
        }
        for time in [basket.firstAdd, basket.lastAdd, basket.lastChange, basket.lastCheckout] {
            append(time)
        }
        append(basket.lines)
        append(basket.quote)
        append(basket.step.time)
        append(basket.step.said)
        append(basket.highestStep)
        appendAll(basket.orders.kept) {
            $0.append($1.id)
            $0.append($1.value)
        }
        append(basket.orders.areTooMany)
        append(basket.shopSession.time)
        append(basket.shopSession.said)
    }

    private mutating func append(_ lines: BasketLines) {
        appendAll(lines.own) {
            $0.append($1.product)
            $0.append($1.quantity)
            $0.append($1.price)
        }
        append(lines.shared != nil)
        if let line = lines.shared {
            append(line.quantity)
            append(line.price)
        }
    }

    private mutating func append(_ amount: Stamped<Amount>) {
        append(amount.time)
        append(amount.said.minor)
        append(amount.said.currency.code)
    }

    mutating func append(_ entry: ShopperHistory.Entry) {
        append(entry.shopper)
        append(entry.end)
        append(entry.sessions)
        append(entry.purchases)
    }
}
