import BasketEvents

/// One order of a session. Shops repeat the purchase event of an order; its value counts once.
struct Order {
    let id: StableHash
    var value = Stamped(said: Amount.notSaid)
}

/// The orders of a session, up to ``SessionLimit/orders``: of more, no value is told.
struct BasketOrders {
    private(set) var kept: [Order] = []
    private(set) var areTooMany = false

    init() {}

    init(kept: [Order], areTooMany: Bool) {
        self.kept = kept
        self.areTooMany = areTooMany
    }

    mutating func take(_ order: Order) {
        if let at = kept.firstIndex(where: { $0.id == order.id }) {
            kept[at].value.take(order.value)
        } else if kept.count < SessionLimit.orders {
            kept.append(order)
        } else {
            areTooMany = true
        }
    }

    mutating func take(_ other: BasketOrders) {
        areTooMany = areTooMany || other.areTooMany
        for order in other.kept { take(order) }
    }

    /// The sum where all are in one currency; else not said.
    var value: Amount {
        guard !areTooMany else { return .notSaid }
        var sum = Amount.notSaid
        for order in kept where order.value.said.minor >= 0 {
            let value = order.value.said
            if sum.minor < 0 {
                sum = value
            } else if sum.currency == value.currency {
                sum.minor = sum.minor.addingSaturating(value.minor)
            } else {
                return .notSaid
            }
        }
        return sum
    }
}
