import BasketEvents

/// A basket as format 1 held it.
extension StateReader {
    mutating func basketOfFormatOne(end: Int64) throws(CheckpointError) -> OpenBasket {
        var basket = OpenBasket(shopperID: try text())
        basket.adds = try number()
        basket.removes = try number()
        basket.checkouts = try number()
        basket.purchases = try number()
        basket.moments = try number()
        basket.firstAdd = try time(or: .max, before: end)
        basket.lastAdd = try time(or: .min, before: end)
        basket.lastChange = try time(or: .min, before: end)
        basket.lastCheckout = try time(or: .min, before: end)
        basket.lines = try lines(end)
        basket.quote = try amount(end)
        let stepTime = try time(or: .min, before: end)
        basket.step = Stamped(said: try step(), time: stepTime)
        basket.highestStep = try step()
        basket.orders = try orders(end)
        let sessionTime = try time(or: .min, before: end)
        basket.shopSession = Stamped(said: try text(), time: sessionTime)
        return basket
    }

    private mutating func lines(_ end: Int64) throws(CheckpointError) -> BasketLines {
        let own: [BasketLine] = try all { (reader) throws(CheckpointError) in
            let product = try reader.hash()
            let quantity = try reader.quantity()
            return BasketLine(product: product, quantity: quantity, price: try reader.amount(end))
        }
        guard own.count <= SessionLimit.basketLines else { throw .damaged("a basket is too large") }
        guard try flag() else { return BasketLines(own: own, shared: nil) }
        let quantity = try quantity()
        return BasketLines(own: own, shared: (quantity, try amount(end)))
    }

    private mutating func orders(_ end: Int64) throws(CheckpointError) -> BasketOrders {
        let kept: [Order] = try all { (reader) throws(CheckpointError) in
            Order(id: try reader.hash(), value: try reader.amount(end))
        }
        guard kept.count <= SessionLimit.orders else { throw .damaged("a session has many orders") }
        return BasketOrders(kept: kept, areTooMany: try flag())
    }

    /// A time that does not lie behind the session's end, or the number that stands for "never".
    private mutating func time(
        or never: Int64, before end: Int64
    ) throws(CheckpointError) -> Int64 {
        let time = try time(or: never)
        guard time == never || time <= end else {
            throw .damaged("something happened after its session")
        }
        return time
    }

    private mutating func quantity() throws(CheckpointError) -> Int64 {
        let quantity: Int64 = try number()
        guard quantity.magnitude < 1 << 56 else { throw .damaged("a quantity cannot be") }
        return quantity
    }

    private mutating func step() throws(CheckpointError) -> Int32 {
        let step: Int32 = try number()
        guard step == -1 || EventLimits.step.contains(Int64(step)) else {
            throw .damaged("a checkout step cannot be")
        }
        return step
    }

    private mutating func amount(_ end: Int64) throws(CheckpointError) -> Stamped<Amount> {
        let time = try time(or: .min, before: end)
        let minor: Int64 = try number()
        let currency = Currency(code: try number())
        guard minor == -1 || EventLimits.amountMinor.contains(minor), currency.isSound else {
            throw .damaged("an amount cannot be")
        }
        return Stamped(said: Amount(minor: minor, currency: currency), time: time)
    }
}
