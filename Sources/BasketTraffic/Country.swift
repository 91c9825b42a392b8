import BasketEvents

/// A country that the shop ships to: its money, its share of the shoppers and what shipping costs.
///
/// The shop stands in Germany and shows prices in the shopper's currency, at rates that never move.
/// The figures are the simulation's own.
struct Country: Sendable {
    /// ISO 3166-1, two letters.
    let code: StaticString
    /// Its place in ``currencies``.
    let currency: Int
    /// Its share of the shoppers, as a weight.
    let weight: Double
    /// Unless a catalogue file has another one.
    let tariff: ShippingTariff
    /// What living there adds to the logit of giving up at a checkout: habits of paying and returning.
    let reluctance: Double
}

extension Country {
    /// The currencies that prices are kept in, and what one euro is in each, unless a catalogue file has
    /// other rates.
    static let currencies: [(currency: Currency, rate: Double)] = [
        (currency("EUR"), 1), (currency("GBP"), 0.85), (currency("USD"), 1.1),
        (currency("CHF"), 0.95), (currency("SEK"), 11.3), (currency("PLN"), 4.3),
    ]

    static let all: [Country] = [
        Country(
            code: "DE", currency: 0, weight: 42,
            tariff: ShippingTariff(flat: 590, perKilogram: 60, freeFrom: 8_000), reluctance: -0.4),
        Country(
            code: "AT", currency: 0, weight: 9,
            tariff: ShippingTariff(flat: 890, perKilogram: 90, freeFrom: 12_000), reluctance: -0.1),
        Country(
            code: "NL", currency: 0, weight: 8,
            tariff: ShippingTariff(flat: 890, perKilogram: 90, freeFrom: 12_000), reluctance: -0.3),
        Country(
            code: "FR", currency: 0, weight: 9,
            tariff: ShippingTariff(flat: 1_090, perKilogram: 130, freeFrom: 15_000), reluctance: 0.3
        ),
        Country(
            code: "ES", currency: 0, weight: 6,
            tariff: ShippingTariff(flat: 1_490, perKilogram: 200, freeFrom: nil), reluctance: 0.8),
        Country(
            code: "GB", currency: 1, weight: 9,
            tariff: ShippingTariff(flat: 1_590, perKilogram: 220, freeFrom: nil), reluctance: 0.3),
        Country(
            code: "US", currency: 2, weight: 7,
            tariff: ShippingTariff(flat: 2_250, perKilogram: 700, freeFrom: nil), reluctance: 0.2),
        Country(
            code: "CH", currency: 3, weight: 4,
            tariff: ShippingTariff(flat: 1_790, perKilogram: 250, freeFrom: 20_000),
            reluctance: -0.5
        ),
        Country(
            code: "SE", currency: 4, weight: 3,
            tariff: ShippingTariff(flat: 9_900, perKilogram: 1_200, freeFrom: 150_000),
            reluctance: 0.0),
        Country(
            code: "PL", currency: 5, weight: 3,
            tariff: ShippingTariff(flat: 3_900, perKilogram: 400, freeFrom: 50_000), reluctance: 0.9
        ),
    ]

    /// The codes above are right by sight; a wrong one would show as no currency.
    private static func currency(_ letters: String) -> Currency { Currency(letters) ?? .none }
}
