import BasketEvents

/// The basket of a session, whose end its times are told from. StateReader+Basket reads it.
extension StateWriter {
    mutating func append(_ basket: OpenBasket, end: Int64) {
        append(basket.shopperID)
        append(small: UInt64(basket.adds))
        append(small: UInt64(basket.removes))
        append(small: UInt64(basket.checkouts))
        append(small: UInt64(basket.purchases))
        append(small: UInt64(basket.moments))
        append(basket.firstAdd, never: .max, before: end)
        append(basket.lastAdd, never: .min, before: end)
        append(basket.lastChange, never: .min, before: end)
        append(basket.lastCheckout, never: .min, before: end)

        append(small: UInt64(basket.lines.own.count))
        for line in basket.lines.own {
            append(line.product)
            append(near: line.quantity)
            append(line.price, before: end)
        }
        append(basket.lines.shared != nil)
        if let line = basket.lines.shared {
            append(near: line.quantity)
            append(line.price, before: end)
        }
        append(basket.quote, before: end)
        append(basket.step.time, never: .min, before: end)
        append(near: Int64(basket.step.said))
        append(near: Int64(basket.highestStep))

        append(small: UInt64(basket.orders.kept.count))
        for order in basket.orders.kept {
            append(order.id)
            append(order.value, before: end)
        }
        append(basket.orders.areTooMany)
        append(basket.shopSession.time, never: .min, before: end)
        append(basket.shopSession.said)
    }

    /// 0: never; else how far before the session's end, plus 1.
    private mutating func append(_ time: Int64, never: Int64, before end: Int64) {
        append(small: time == never ? 0 : UInt64(bitPattern: end &- time) &+ 1)
    }

    /// Nothing follows the time of an amount that was never said.
    private mutating func append(_ amount: Stamped<Amount>, before end: Int64) {
        append(amount.time, never: .min, before: end)
        guard amount.time != .min else { return }
        append(near: amount.said.minor)
        append(small: UInt64(amount.said.currency.code))
    }
}
