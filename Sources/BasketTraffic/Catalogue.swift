import BasketEvents

/// What the shop sells: products with a category, a popularity, a weight and a price a currency; and
/// what it charges for shipping.
struct Catalogue: Sendable {
    private let productCount: Int
    /// Where each category's products begin; they lie together, the most popular first.
    private var firstProducts: [Int] = []
    private var popularity: [AliasTable] = []
    private let interest: AliasTable
    private var grams: [UInt32] = []
    /// Minor units, a stretch of all products for each of ``Country/currencies``.
    private var prices: [UInt32] = []
    /// For each of ``Country/all``.
    private let tariffs: [ShippingTariff]
    /// What one euro is in each of ``Country/currencies``.
    private let rates: [Double]

    /// Every list page, category by category, and where each category's lie.
    let pages: [String]
    private var pageRanges: [Range<Int>] = []
    /// The id of each product that has one of its own; empty when none has.
    private(set) var productIDs: [String?] = []

    /// - Parameter size: how many products; ``TrafficLimit/catalogue``.
    init(_ law: CatalogueLaw, size: Int, random: inout SeededRandom) {
        let categories = law.categories
        let counts = law.counts(size: size)
        productCount = counts.reduce(0, +)
        interest = AliasTable(weights: categories.map(\.weight))
        pages = law.pages
        tariffs = law.tariffs
        rates = law.rates

        var euroCents: [Double] = []
        for (category, count) in zip(categories, counts) {
            let firstPage = pageRanges.last?.upperBound ?? 0
            pageRanges.append(firstPage..<firstPage + category.pages.count)
            firstProducts.append(euroCents.count)
            popularity.append(AliasTable(weights: Catalogue.zipf(count)))
            for rank in 0..<count {
                let drawn = Catalogue.draw(by: category.law, &random)
                let listed = rank < category.products.count ? category.products[rank] : nil
                let rate = listed.map { law.rates[$0.currency] }
                euroCents.append(
                    listed.map { Double($0.priceMinor) / (rate ?? 1) } ?? drawn.euroCents)
                grams.append(listed?.grams ?? drawn.grams)
            }
        }
        for rate in law.rates {
            prices += euroCents.map { Catalogue.price($0 * rate) }
        }
        if law.listedCount > 0 { list(categories) }
    }

    /// Gives the listed products their ids, and their own price where it was said.
    private mutating func list(_ categories: [ProductCategory]) {
        productIDs = Array(repeating: nil, count: productCount)
        for (category, first) in zip(categories, firstProducts) {
            for (rank, listed) in category.products.enumerated() {
                let product = first + rank
                productIDs[product] = listed.id
                prices[listed.currency * productCount + product] = UInt32(listed.priceMinor)
            }
        }
    }

    /// What a product costs and weighs by a law; nothing is drawn without one.
    private static func draw(
        by law: ProductLaw?, _ random: inout SeededRandom
    ) -> (euroCents: Double, grams: UInt32) {
        guard let law else { return (100, 20) }
        let cents = random.logNormal(median: law.medianPrice, spread: law.priceSpread)
        let weight = random.logNormal(median: law.medianGrams, spread: law.weightSpread)
        return (min(max(cents, 100), 500_000), UInt32(min(max(weight, 20), 30_000)))
    }

    /// The popularity of a category's products by rank: the k-th has a share as 1 / k^s.
    private static func zipf(_ count: Int) -> [Double] {
        (1...count).map { rank in
            ElementaryFunctions.exp(
                -ShopperBehaviour.zipfExponent * ElementaryFunctions.log(Double(rank)))
        }
    }

    /// A price as shops write it: whole units less one hundredth, and no more than is kept of it.
    private static func price(_ minor: Double) -> UInt32 {
        UInt32(min(max(1, (minor / 100).rounded()), 42_000_000)) * 100 - 1
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

    /// What shipping to the country at this place of ``Country/all`` costs.
    func tariff(country: Int) -> ShippingTariff { tariffs[country] }

    /// What one euro is in the currency at this place of ``Country/currencies``.
    func rate(currency: Int) -> Double { rates[currency] }

    /// The places in ``pages`` of a category's list pages.
    func pages(of category: UInt8) -> Range<Int> { pageRanges[Int(category)] }

    /// The weight of one, in grams.
    func grams(of product: UInt16) -> Int64 { Int64(grams[Int(product)]) }
}

extension SeededRandom {
    /// Log-normally distributed; `spread` is the standard deviation of the natural logarithm.
    mutating func logNormal(median: Double, spread: Double) -> Double {
        median * ElementaryFunctions.exp(spread * normal())
    }
}
