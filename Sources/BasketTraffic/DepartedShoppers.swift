import BasketEvents

/// Shoppers who have left and may come back: a bounded memory, in no order.
struct DepartedShoppers: Sendable {
    struct Shopper: Sendable {
        var number: UInt64
        /// When the last visit ended, in seconds since 1970.
        var leftSeconds: UInt32
        /// Visits and purchases so far, 255 at most.
        var visits: UInt8
        var purchases: UInt8
    }

    /// 16 MB; who leaves when it is full takes the place of somebody who then never returns.
    static let most = 1 << 20

    private var shoppers: [Shopper] = []

    mutating func add(_ shopper: Shopper, _ random: inout SeededRandom) {
        guard shoppers.count == DepartedShoppers.most else { return shoppers.append(shopper) }
        shoppers[random.index(below: shoppers.count)] = shopper
    }

    /// Somebody who left before `seconds`, by chance; `nil` when the one drawn left only since.
    mutating func take(leftBefore seconds: UInt32, _ random: inout SeededRandom) -> Shopper? {
        guard !shoppers.isEmpty else { return nil }
        let place = random.index(below: shoppers.count)
        guard shoppers[place].leftSeconds < seconds else { return nil }
        shoppers.swapAt(place, shoppers.count - 1)
        return shoppers.removeLast()
    }
}
