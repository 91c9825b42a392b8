/// A kind of goods: its pages in the shop and its products.
struct ProductCategory: Hashable, Sendable {
    let name: String
    /// The paths of its list pages, the first one first.
    let pages: [String]
    /// Its share of the shoppers' interest, and of the products that are drawn, as a weight.
    let weight: Double
    /// What its products are drawn by; `nil`: it holds the listed ones only.
    var law: ProductLaw?
    /// Products with a price and weight of their own: its most popular ones, in this order.
    var products: [ListedProduct] = []
}

/// What the products of a category cost and weigh.
///
/// Prices and weights are log-normal, given by their medians and the standard deviation of their
/// natural logarithm. The figures are the simulation's own.
struct ProductLaw: Hashable, Sendable {
    /// EUR cents.
    var medianPrice: Double
    let priceSpread: Double
    let medianGrams: Double
    let weightSpread: Double
}

/// One product with a price of its own.
struct ListedProduct: Hashable, Sendable {
    /// Its `product_id` in events.
    let id: String
    /// Minor units of ``currency``.
    let priceMinor: Int64
    /// The place in ``Country/currencies``; in the others it costs what the rates make of it.
    let currency: Int
    let grams: UInt32
}
