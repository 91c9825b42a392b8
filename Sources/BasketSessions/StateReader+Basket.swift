import BasketEvents

/// A session's basket, in the order that StateWriter+Basket writes it.
extension StateReader {
    mutating func basket(end: Int64) throws(CheckpointError) -> OpenBasket {
        var basket = OpenBasket(shopperID: try shortText())
        basket.adds = try small(as: UInt32.self)
        basket.removes = try small(as: UInt32.self)
        basket.checkouts = try small(as: UInt32.self)
        basket.purchases = try small(as: UInt32.self)
        basket.moments = try small(as: UInt32.self)
        basket.firstAdd = try time(before: end, never: .max)
        basket.lastAdd = try time(before: end, never: .min)
        basket.lastChange = try time(before: end, never: .min)
        basket.lastCheckout = try time(before: end, never: .min)
        basket.lines = try lines(end: end)
        basket.quote = try amount(before: end)
        let stepTime = try time(before: end, never: .min)
        basket.step = Stamped(said: try step(), time: stepTime)
        basket.highestStep = try step()
        basket.orders = try orders(end: end)
        let sessionTime = try time(before: end, never: .min)
        basket.shopSession = Stamped(said: try shortText(), time: sessionTime)
        return basket
    }

    private mutating func lines(end: Int64) throws(CheckpointError) -> BasketLines {
        let count = try small()
        guard count <= SessionLimit.basketLines else { throw .damaged("a basket is too large") }
        var own: [BasketLine] = []
        for _ in 0..<count {
            let product = try hash()
            let quantity = try quantity()
            own.append(
                BasketLine(
                    product: product, quantity: quantity, price: try amount(before: end)))
        }
        guard try flag() else { return BasketLines(own: own, shared: nil) }
        let quantity = try quantity()
        return BasketLines(own: own, shared: (quantity, try amount(before: end)))
    }

    private mutating func orders(end: Int64) throws(CheckpointError) -> BasketOrders {
        let count = try small()
        guard count <= SessionLimit.orders else { throw .damaged("a session has many orders") }
        var kept: [Order] = []
        for _ in 0..<count {
            let id = try hash()
            kept.append(Order(id: id, value: try amount(before: end)))
        }
        return BasketOrders(kept: kept, areTooMany: try flag())
    }

    private mutating func time(
        before end: Int64, never: Int64
    ) throws(CheckpointError) -> Int64 {
        let back = try small()
        guard back > 0 else { return never }
        guard back - 1 <= end else { throw .damaged("something happened before time") }
        return end - Int64(back - 1)
    }

    private mutating func quantity() throws(CheckpointError) -> Int64 {
        let quantity = try near()
        guard quantity.magnitude < 1 << 56 else { throw .damaged("a quantity cannot be") }
        return quantity
    }

    private mutating func step() throws(CheckpointError) -> Int32 {
        let step = try near()
        guard step == -1 || EventLimits.step.contains(step) else {
            throw .damaged("a checkout step cannot be")
        }
        return Int32(step)
    }

    private mutating func amount(before end: Int64) throws(CheckpointError) -> Stamped<Amount> {
        let time = try time(before: end, never: .min)
        guard time != .min else { return Stamped(said: .notSaid) }
        let minor = try near()
        let currency = Currency(code: try small(as: UInt32.self))
        guard minor == -1 || EventLimits.amountMinor.contains(minor), currency.isSound else {
            throw .damaged("an amount cannot be")
        }
        return Stamped(said: Amount(minor: minor, currency: currency), time: time)
    }
}

extension Currency {
    /// No currency, or three capital letters.
    var isSound: Bool {
        self == .none
            || code < 1 << 24
                && [code >> 16, code >> 8 & 255, code & 255].allSatisfy {
                    (0x41...0x5A).contains($0)
                }
    }
}
