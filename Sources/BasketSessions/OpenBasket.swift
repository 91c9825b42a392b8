import BasketEvents

/// What a session has in its basket, and what happened to it. Commutative, like ``OpenSession``.
struct OpenBasket {
    var adds: UInt32 = 0
    var removes: UInt32 = 0
    var checkouts: UInt32 = 0
    var purchases: UInt32 = 0
    var moments: UInt32 = 0

    var firstAdd = Int64.max
    var lastAdd = Int64.min
    var lastChange = Int64.min
    var lastCheckout = Int64.min

    var lines = BasketLines()
    var quote = Stamped(said: Amount.notSaid)
    var step = Stamped(said: Int32(-1))
    var highestStep: Int32 = -1
    var orders = BasketOrders()

    var shopperID: [UInt8]
    /// The shop's own session id, the latest said.
    var shopSession = Stamped(said: [UInt8]())

    init(shopperID: [UInt8]) {
        self.shopperID = shopperID
    }

    /// Something in it and no purchase: what is scored and may be offered something.
    var isScorable: Bool { purchases == 0 && lines.hasItems }

    /// A checkout, no purchase and no line: it was filled in an earlier session.
    var isCarriedOver: Bool {
        purchases == 0 && checkouts > 0 && lines.own.isEmpty && lines.shared == nil
    }

    /// A little of its memory, and of its lines': what is read to fetch it into the cache.
    var glance: Int64 {
        Int64(adds) &+ lastCheckout &+ quote.time &+ Int64(shopperID.count)
            &+ (lines.own.first?.quantity ?? 0)
    }

    /// Takes in one event's part that concerns the basket.
    mutating func take(_ event: borrowing ShopEvent, at time: Int64) {
        switch event.type {
        case .addToBasket:
            adds = adds.addingSaturating(1)
            firstAdd = min(firstAdd, time)
            lastAdd = max(lastAdd, time)
            change(event, by: event.quantity ?? 1, at: time)
        case .removeFromBasket:
            removes = removes.addingSaturating(1)
            change(event, by: -(event.quantity ?? 1), at: time)
        case .checkout:
            checkouts = checkouts.addingSaturating(1)
            lastCheckout = max(lastCheckout, time)
            if let shipping = event.shippingMinor {
                quote.take(Amount(minor: shipping, currency: event.currency), at: time)
            }
            if let said = event.step {
                step.take(Int32(clamping: said), at: time)
                highestStep = max(highestStep, Int32(clamping: said))
            }
        case .purchase:
            purchases = purchases.addingSaturating(1)
            order(event, at: time)
        case .view, .cancel:
            return
        }
        if event.sessionID.count > 0 { shopSession.take(event.sessionID, at: time) }
    }

    /// Takes in all that the basket of another session of the same shopper holds.
    mutating func absorb(_ other: OpenBasket) {
        adds = adds.addingSaturating(other.adds)
        removes = removes.addingSaturating(other.removes)
        checkouts = checkouts.addingSaturating(other.checkouts)
        purchases = purchases.addingSaturating(other.purchases)
        moments = moments.addingSaturating(other.moments)
        firstAdd = min(firstAdd, other.firstAdd)
        lastAdd = max(lastAdd, other.lastAdd)
        lastChange = max(lastChange, other.lastChange)
        lastCheckout = max(lastCheckout, other.lastCheckout)
        lines.take(other.lines)
        orders.take(other.orders)
        quote.take(other.quote)
        step.take(other.step)
        highestStep = max(highestStep, other.highestStep)
        shopSession.take(other.shopSession)
    }

    private mutating func change(_ event: borrowing ShopEvent, by quantity: Int64, at time: Int64) {
        lastChange = max(lastChange, time)
        var line = BasketLine(product: StableHash(event.productID.bytes), quantity: quantity)
        if let price = event.priceMinor {
            line.price.take(Amount(minor: price, currency: event.currency), at: time)
        }
        lines.take(line)
    }

    private mutating func order(_ event: borrowing ShopEvent, at time: Int64) {
        // Purchases without an order id are one order each: the event's own id stands in.
        let name = event.orderID.count > 0 ? event.orderID : event.id
        var order = Order(id: StableHash(name.bytes))
        if let value = event.valueMinor {
            order.value.take(Amount(minor: value, currency: event.currency), at: time)
        }
        orders.take(order)
    }
}

extension OpenBasket {
    /// Adds what is known of the basket to the facts of its session.
    ///
    /// Always inlined: a call would copy the basket first, and count references to its arrays.
    @inline(__always)
    func add(to facts: inout SessionFacts) {
        func happened(_ time: Int64) -> EventTime {
            time == .min || time == .max ? .distantPast : EventTime(milliseconds: time)
        }
        facts.adds = adds
        facts.removes = removes
        facts.checkouts = checkouts
        facts.purchases = purchases
        facts.firstAdd = happened(firstAdd)
        facts.lastAdd = happened(lastAdd)
        facts.lastBasketChange = happened(lastChange)
        facts.lastCheckout = happened(lastCheckout)
        facts.shippingMinor = quote.said.minor
        facts.shippingCurrency = quote.said.currency
        facts.step = step.said
        facts.highestStep = highestStep

        let value = BasketValue(lines)
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
