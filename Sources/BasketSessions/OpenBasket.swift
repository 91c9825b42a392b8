import BasketEvents

/// What a session has in its basket, and what happened to it. Commutative, like ``OpenSession``.
struct OpenBasket {
    /// The slot of its session; -1: this place is free.
    var session: Int32
    var shopperID: [UInt8]
    var shopSession = Stamped(said: [UInt8]())

    var adds: UInt32 = 0
    var removes: UInt32 = 0
    var checkouts: UInt32 = 0
    var purchases: UInt32 = 0
    var moments: UInt32 = 0

    var firstAdd = Int64.max
    var lastAdd = Int64.min
    var lastChange = Int64.min
    var lastCheckout = Int64.min

    var lines: [BasketLine] = []
    var orders: [Order] = []
    var quote = Stamped(said: Amount(minor: -1, currency: .none))
    var step = Stamped(said: Int32(-1))
    var highestStep: Int32 = -1

    /// Whether it changed since its row was last asked for.
    var isTouched = false

    init(session: Int32, shopperID: [UInt8]) {
        self.session = session
        self.shopperID = shopperID
    }

    /// Takes in one event's part that concerns the basket.
    mutating func take(_ event: borrowing ShopEvent, at time: Int64) {
        switch event.type {
        case .addToBasket:
            adds = adds.addingSaturating(1)
            firstAdd = min(firstAdd, time)
            lastAdd = max(lastAdd, time)
            lastChange = max(lastChange, time)
            change(event, by: event.quantity ?? 1, at: time)
        case .removeFromBasket:
            removes = removes.addingSaturating(1)
            lastChange = max(lastChange, time)
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
        if event.sessionID.count > 0 { shopSession.take(Array(event.sessionID.bytes), at: time) }
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
        for line in other.lines { merge(line) }
        for order in other.orders { merge(order) }
        quote.take(other.quote)
        step.take(other.step)
        highestStep = max(highestStep, other.highestStep)
        shopSession.take(other.shopSession)
    }

    private mutating func change(_ event: borrowing ShopEvent, by quantity: Int64, at time: Int64) {
        var line = BasketLine(product: StableHash(event.productID.bytes), quantity: quantity)
        if let price = event.priceMinor {
            line.price.take(Amount(minor: price, currency: event.currency), at: time)
        }
        merge(line)
    }

    private mutating func merge(_ line: BasketLine) {
        if let at = lines.firstIndex(where: { $0.product == line.product }) {
            lines[at].quantity += line.quantity
            lines[at].price.take(line.price)
        } else {
            lines.append(line)
        }
    }

    private mutating func order(_ event: borrowing ShopEvent, at time: Int64) {
        // Purchases without an order id are one order each: the event's own id stands in.
        let name = event.orderID.count > 0 ? event.orderID : event.id
        var order = Order(id: StableHash(name.bytes))
        if let value = event.valueMinor {
            order.value.take(Amount(minor: value, currency: event.currency), at: time)
        }
        merge(order)
    }

    private mutating func merge(_ order: Order) {
        if let at = orders.firstIndex(where: { $0.id == order.id }) {
            orders[at].value.take(order.value)
        } else {
            orders.append(order)
        }
    }
}

/// One product in a basket: a signed sum of what was added and removed, read as at least 0.
struct BasketLine {
    let product: StableHash
    var quantity: Int64
    /// The price of one, the latest said; -1 minor units: none was.
    var price = Stamped(said: Amount(minor: -1, currency: .none))
}

/// One order of a session. Shops repeat the purchase event of an order; its value counts once.
struct Order {
    let id: StableHash
    var value = Stamped(said: Amount(minor: -1, currency: .none))
}

/// An amount in minor units of its currency; -1: not said.
struct Amount: Hashable {
    var minor: Int64
    var currency: Currency
}

/// The latest of what was said, with its full time; at the same time the greater.
struct Stamped<Said: Ranked> {
    private(set) var time = Int64.min
    private(set) var said: Said

    init(said: Said) {
        self.said = said
    }

    init(said: Said, time: Int64) {
        self.said = said
        self.time = time
    }

    mutating func take(_ other: Said, at otherTime: Int64) {
        if otherTime > time || (otherTime == time && said.ranksBelow(other)) {
            time = otherTime
            said = other
        }
    }

    mutating func take(_ other: Stamped) {
        take(other.said, at: other.time)
    }
}

extension Stamped: Sendable where Said: Sendable {}

/// An order on what can be said at the same time, the same in every process.
protocol Ranked {
    func ranksBelow(_ other: Self) -> Bool
}

extension Int32: Ranked {
    func ranksBelow(_ other: Int32) -> Bool { self < other }
}

extension Amount: Ranked {
    func ranksBelow(_ other: Amount) -> Bool {
        (minor, currency.code) < (other.minor, other.currency.code)
    }
}

extension [UInt8]: Ranked {
    func ranksBelow(_ other: [UInt8]) -> Bool { lexicographicallyPrecedes(other) }
}
