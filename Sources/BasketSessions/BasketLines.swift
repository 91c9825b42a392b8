import BasketEvents

/// One product in a basket: a signed sum of what was added and removed, read as at least 0.
struct BasketLine {
    let product: StableHash
    var quantity: Int64
    /// The price of one, the latest said.
    var price = Stamped(said: Amount.notSaid)

    /// Takes in what else is known of the same product.
    mutating func take(_ other: BasketLine) {
        quantity = quantity.addingSaturating(other.quantity)
        price.take(other.price)
    }
}

/// The lines of a basket, ``SessionLimit/basketLines`` at most.
///
/// Of more products than that, those with the lowest hashes keep lines of their own and all others
/// share one: which ones does not hang on the order of arrival.
struct BasketLines {
    private(set) var own: [BasketLine] = []
    private(set) var shared: BasketLine?

    /// Stands for all products that have no line of their own.
    private static let others = StableHash(high: .max, low: .max)

    init() {}

    init(own: [BasketLine], shared: (quantity: Int64, price: Stamped<Amount>)?) {
        self.own = own
        if let shared {
            self.shared = BasketLine(
                product: BasketLines.others, quantity: shared.quantity, price: shared.price)
        }
    }

    var hasItems: Bool {
        for line in own where line.quantity > 0 { return true }
        return (shared?.quantity ?? 0) > 0
    }

    @inline(__always)
    mutating func take(_ line: BasketLine) {
        for at in own.indices where own[at].product == line.product {
            own[at].take(line)
            return
        }
        add(line)
    }

    mutating func take(_ other: BasketLines) {
        for line in other.own { take(line) }
        if let line = other.shared { share(line) }
    }

    @inline(never)
    private mutating func add(_ line: BasketLine) {
        guard own.count >= SessionLimit.basketLines else { return own.append(line) }
        var last = 0
        for at in own.indices where own[last].product.ranksBelow(own[at].product) { last = at }
        if line.product.ranksBelow(own[last].product) {
            share(own[last])
            own[last] = line
        } else {
            share(line)
        }
    }

    private mutating func share(_ line: BasketLine) {
        let further = BasketLine(
            product: BasketLines.others, quantity: line.quantity, price: line.price)
        shared?.take(further)
        shared = shared ?? further
    }
}

extension StableHash: Ranked {
    func ranksBelow(_ other: StableHash) -> Bool {
        high != other.high ? high < other.high : low < other.low
    }
}
