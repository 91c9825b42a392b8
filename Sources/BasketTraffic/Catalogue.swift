import BasketEvents

/// What the shop sells: products with a category, a popularity, a weight and a price a currency.
struct Catalogue: Sendable {
    private let productCount: Int
    /// Where each category's products begin; they lie together, the most popular first.
    private var firstProducts: [Int] = []
    private var popularity: [AliasTable] = []
    private let interest: AliasTable
    private var grams: [UInt32] = []
    /// Minor units, a stretch of all products for each of ``Country/currencies``.
    private var prices: [UInt32] = []

    /// - Parameter size: how many products; ``TrafficLimit/catalogue``.
    init(size: Int, random: inout SeededRandom) {
        productCount = size
        let categories = ProductCategory.all
        interest = AliasTable(weights: categories.map(\.weight))

        let total = categories.reduce(0) { $0 + $1.weight }
        // One product each, the rest by weight; what rounding leaves over goes to the last category.
        let spare = Double(size - categories.count)
        var counts = categories.map { 1 + Int(spare * $0.weight / total) }
        counts[counts.count - 1] += size - counts.reduce(0, +)

        var euroCents: [Double] = []
        for (category, count) in zip(categories, counts) {
            firstProducts.append(euroCents.count)
            popularity.append(AliasTable(weights: Catalogue.zipf(count)))
            for _ in 0..<count {
                let cents = random.logNormal(
                    median: category.medianPrice, spread: category.priceSpread)
                euroCents.append(min(max(cents, 100), 500_000))
                let drawn = random.logNormal(
                    median: category.medianGrams, spread: category.weightSpread)
                grams.append(UInt32(min(max(drawn, 20), 30_000)))
            }
        }
        for (_, rate) in Country.currencies {
            prices += euroCents.map { Catalogue.price($0 * rate) }
        }
    }

    /// The popularity of a category's products by rank: the k-th has a share as 1 / k^s.
    private static func zipf(_ count: Int) -> [Double] {
        (1...count).map { rank in
            ElementaryFunctions.exp(
                -ShopperBehaviour.zipfExponent * ElementaryFunctions.log(Double(rank)))
        }
    }

    /// A price as shops write it: whole units less one hundredth.
    private static func price(_ minor: Double) -> UInt32 {
        UInt32(max(1, (minor / 100).rounded())) * 100 - 1
    }
}

extension Catalogue {
    /// A category that a shopper is interested in.
    func drawCategory(_ random: inout SeededRandom) -> UInt8 {
        UInt8(truncatingIfNeeded: interest.draw(&random))
    }

    /// A product of a category, by popularity.
    func drawProduct(of category: UInt8, _ random: inout SeededRandom) -> UInt16 {
        let rank = popularity[Int(category)].draw(&random)
        return UInt16(truncatingIfNeeded: firstProducts[Int(category)] + rank)
    }

    /// The price of one, in minor units of the currency at this place of ``Country/currencies``.
    func price(of product: UInt16, currency: Int) -> Int64 {
        Int64(prices[currency * productCount + Int(product)])
    }

    /// The weight of one, in grams.
    func grams(of product: UInt16) -> Int64 { Int64(grams[Int(product)]) }
}

extension SeededRandom {
    /// Log-normally distributed; `spread` is the standard deviation of the natural logarithm.
    mutating func logNormal(median: Double, spread: Double) -> Double {
        median * ElementaryFunctions.exp(spread * normal())
    }
}
