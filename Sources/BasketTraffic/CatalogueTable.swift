/// One of the tables that a catalogue file may hold, each under a header line of its own.
enum CatalogueTable: CaseIterable {
    /// What is sold: categories and their products.
    case goods
    /// What shipping to a country costs.
    case shipping
    /// What a euro is in other currencies.
    case rates

    /// The names of a line's fields, in their order.
    var names: [CatalogueFields.Name] {
        switch self {
        case .goods:
            [
                .category, .product, .interest, .price, .price_spread, .currency, .grams,
                .grams_spread, .pages,
            ]
        case .shipping: [.country, .currency, .parcel, .per_kilogram, .free_from]
        case .rates: [.currency, .per_euro]
        }
    }

    var header: String { names.map { "\($0)" }.joined(separator: ",") }
}
