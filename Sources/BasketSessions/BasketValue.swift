import BasketEvents

/// What a basket costs, added up over its lines. Sums saturate; nothing is converted.
struct BasketValue {
    var items: Int64 = 0
    var products: UInt32 = 0
    /// The sum and the dearest unit price by currency. One is the rule, so it needs no array.
    private(set) var first: Sum?
    private(set) var further: [Sum] = []

    struct Sum {
        let currency: Currency
        var minor: Int64
        var dearest: Int64
    }

    init(_ lines: BasketLines) {
        for line in lines.own { add(line) }
        if let line = lines.shared { add(line) }
    }

    var currencies: Int { (first == nil ? 0 : 1) + further.count }

    /// Every currency's sum, in an order that does not depend on arrival.
    var sums: [Sum] {
        ((first.map { [$0] } ?? []) + further).sorted { $0.currency.code < $1.currency.code }
    }

    private mutating func add(_ line: BasketLine) {
        guard line.quantity > 0 else { return }
        items = items.addingSaturating(line.quantity)
        products = products.addingSaturating(1)
        if line.price.said.minor >= 0 { add(line.price.said, times: line.quantity) }
    }

    private mutating func add(_ price: Amount, times quantity: Int64) {
        let cost = price.minor.multipliedSaturating(by: quantity)
        guard var sum = first else {
            first = Sum(currency: price.currency, minor: cost, dearest: price.minor)
            return
        }
        if sum.currency == price.currency {
            sum.minor = sum.minor.addingSaturating(cost)
            sum.dearest = max(sum.dearest, price.minor)
            first = sum
        } else if let at = further.firstIndex(where: { $0.currency == price.currency }) {
            further[at].minor = further[at].minor.addingSaturating(cost)
            further[at].dearest = max(further[at].dearest, price.minor)
        } else {
            further.append(Sum(currency: price.currency, minor: cost, dearest: price.minor))
        }
    }
}

extension Int64 {
    /// The sum, stopping at the largest and the smallest number.
    func addingSaturating(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        guard overflow else { return sum }
        return other < 0 ? .min : .max
    }

    /// The product of two numbers that are not negative, stopping at the largest.
    func multipliedSaturating(by other: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}
