import BasketEvents

/// An event that came after its session had closed, as far as it can amend an outcome. It owns its
/// texts.
public struct LateEvent: Hashable, Sendable {
    public let id: String
    public let shopperID: String
    public let type: EventType
    /// As the session would have taken it: clamped where it lay too far ahead of its record.
    public let time: EventTime
    /// A view of a product.
    public let isProductView: Bool
    let order: StableHash
    let value: Amount

    /// - Parameter written: the record's own timestamp, in milliseconds since 1970; `nil`: none.
    public init(_ event: borrowing ShopEvent, written: Int64?, _ settings: SessionSettings) {
        id = event.id.description
        shopperID = event.shopperID.description
        type = event.type
        var time = event.time.milliseconds
        if let written, EventLimits.timeMilliseconds.contains(written) {
            time = min(time, written + settings.aheadMilliseconds)
        }
        self.time = EventTime(milliseconds: time)
        // No closure, `&&` included, may hold a borrowed event.
        isProductView = event.type == .view ? event.productID.isPresent : false
        // Purchases without an order id are one order each, as in an open basket.
        let name = event.orderID.count > 0 ? event.orderID : event.id
        order = StableHash(name.bytes)
        if let minor = event.valueMinor {
            value = Amount(minor: minor, currency: event.currency)
        } else {
            value = .notSaid
        }
    }
}

/// What late events of one shopper add to an outcome, or make one of. Their order does not matter.
public struct LateEvents: Sendable {
    public private(set) var start = EventTime(milliseconds: .max)
    public private(set) var end = EventTime(milliseconds: .min)
    public private(set) var counts: [EventType: Int32] = [:]
    public private(set) var productViews: Int32 = 0
    private var orders = BasketOrders()

    public init(_ events: some Sequence<LateEvent>) {
        for event in events { add(event) }
    }

    private mutating func add(_ event: LateEvent) {
        start = min(start, event.time)
        end = max(end, event.time)
        counts[event.type, default: 0] += 1
        productViews += event.isProductView ? 1 : 0
        guard event.type == .purchase else { return }
        var order = Order(id: event.order)
        if event.value.minor >= 0 {
            order.value.take(event.value, at: event.time.milliseconds)
        }
        orders.take(order)
    }

    public func count(_ type: EventType) -> Int32 { counts[type] ?? 0 }

    /// Whether a session of these alone has a basket.
    public var hasBasket: Bool {
        [.addToBasket, .removeFromBasket, .checkout, .purchase].contains { count($0) > 0 }
    }

    /// What the orders cost in minor units of ``orderCurrency``; `nil`: not said, or in several.
    public var orderValueMinor: Int64? { orders.value.minor >= 0 ? orders.value.minor : nil }
    public var orderCurrency: Currency { orders.value.currency }
}
