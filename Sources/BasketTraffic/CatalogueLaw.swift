/// What a shop sells, before it is drawn: its categories, and the laws or lists of their products; what
/// shipping costs, and what a euro is in other currencies.
///
/// fixtures/catalogue.csv holds ``standard``, for people to edit; ``CatalogueReader`` reads such files.
public struct CatalogueLaw: Hashable, Sendable {
    /// At least one, 255 at most.
    var categories: [ProductCategory]
    /// A tariff for each of ``Country/all``.
    var tariffs = Country.all.map(\.tariff)
    /// What one euro is in each of ``Country/currencies``; 1 for the euro itself.
    var rates = Country.currencies.map(\.rate)

    init(_ categories: [ProductCategory]) {
        self.categories = categories
    }

    /// Every list page, category by category.
    var pages: [String] { categories.flatMap(\.pages) }

    public var categoryNames: [String] { categories.map(\.name) }

    /// Products that are listed, in all categories.
    public var listedCount: Int { categories.reduce(0) { $0 + $1.products.count } }

    /// How many products each category has when the shop is to sell `size` of them.
    ///
    /// Those that list products only have these. Of the rest each category has one and a share by its
    /// weight, but all that it lists; what rounding leaves over goes to the last one.
    func counts(size: Int) -> [Int] {
        var counts = categories.map(\.products.count)
        let drawn = categories.indices.filter { categories[$0].law != nil }
        guard let last = drawn.last else { return counts }
        let fixed = categories.reduce(0) { $0 + ($1.law == nil ? $1.products.count : 0) }
        let total = drawn.reduce(0) { $0 + categories[$1].weight }
        let spare = Double(max(0, size - fixed - drawn.count))
        var left = size - fixed
        for place in drawn {
            let share = 1 + Int(spare * categories[place].weight / total)
            counts[place] = max(counts[place], share)
            left -= counts[place]
        }
        counts[last] += max(0, left)
        return counts
    }
}

extension CatalogueLaw {
    /// The built-in catalogue: eight categories, all of their products drawn.
    public static let standard = CatalogueLaw([
        category("shoes", ["", "?page=2", "?page=3"], 18, (6_400, 0.50), (950, 0.3)),
        category("shirts", ["", "?page=2", "?page=3"], 20, (2_400, 0.55), (250, 0.3)),
        category("jackets", ["", "?page=2", "?sort=price"], 9, (11_900, 0.50), (900, 0.4)),
        category("bags", ["", "?page=2", "?sort=price"], 10, (4_900, 0.60), (700, 0.5)),
        category("mugs-and-gifts", ["", "?page=2"], 14, (1_400, 0.45), (420, 0.4)),
        category("lamps", ["", "?page=2", "?sort=price"], 8, (5_900, 0.70), (2_400, 0.6)),
        category("headphones", ["", "?sort=price"], 9, (7_900, 0.80), (300, 0.3)),
        category("books", ["", "?page=2", "?page=3"], 12, (1_600, 0.40), (480, 0.5)),
    ])

    private static func category(
        _ name: String, _ queries: [String], _ weight: Double,
        _ price: (median: Double, spread: Double), _ grams: (median: Double, spread: Double)
    ) -> ProductCategory {
        ProductCategory(
            name: name, pages: queries.map { "/category/\(name)\($0)" }, weight: weight,
            law: ProductLaw(
                medianPrice: price.median, priceSpread: price.spread, medianGrams: grams.median,
                weightSpread: grams.spread))
    }
}
