/// A kind of goods: its page in the shop, what its products cost and weigh.
///
/// Prices and weights are log-normal, given by their medians and the standard deviation of their
/// natural logarithm. The figures are the simulation's own.
struct ProductCategory: Sendable {
    /// The path of its first list page, and of the pages behind it.
    let pages: [StaticString]
    /// Its share of the products and of the shoppers' interest, as a weight.
    let weight: Double
    /// EUR cents.
    let medianPrice: Double
    let priceSpread: Double
    let medianGrams: Double
    let weightSpread: Double
}

extension ProductCategory {
    static let all: [ProductCategory] = [
        ProductCategory(
            pages: ["/category/shoes", "/category/shoes?page=2", "/category/shoes?page=3"],
            weight: 18, medianPrice: 6_400, priceSpread: 0.50, medianGrams: 950, weightSpread: 0.3),
        ProductCategory(
            pages: ["/category/shirts", "/category/shirts?page=2", "/category/shirts?page=3"],
            weight: 20, medianPrice: 2_400, priceSpread: 0.55, medianGrams: 250, weightSpread: 0.3),
        ProductCategory(
            pages: [
                "/category/jackets", "/category/jackets?page=2", "/category/jackets?sort=price",
            ],
            weight: 9, medianPrice: 11_900, priceSpread: 0.50, medianGrams: 900, weightSpread: 0.4),
        ProductCategory(
            pages: ["/category/bags", "/category/bags?page=2", "/category/bags?sort=price"],
            weight: 10, medianPrice: 4_900, priceSpread: 0.60, medianGrams: 700, weightSpread: 0.5),
        ProductCategory(
            pages: ["/category/mugs-and-gifts", "/category/mugs-and-gifts?page=2"],
            weight: 14, medianPrice: 1_400, priceSpread: 0.45, medianGrams: 420, weightSpread: 0.4),
        ProductCategory(
            pages: ["/category/lamps", "/category/lamps?page=2", "/category/lamps?sort=price"],
            weight: 8, medianPrice: 5_900, priceSpread: 0.70, medianGrams: 2_400, weightSpread: 0.6),
        ProductCategory(
            pages: ["/category/headphones", "/category/headphones?sort=price"],
            weight: 9, medianPrice: 7_900, priceSpread: 0.80, medianGrams: 300, weightSpread: 0.3),
        ProductCategory(
            pages: ["/category/books", "/category/books?page=2", "/category/books?page=3"],
            weight: 12, medianPrice: 1_600, priceSpread: 0.40, medianGrams: 480, weightSpread: 0.5),
    ]
}
