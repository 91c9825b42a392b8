import BasketEvents
import Testing

@testable import BasketTraffic

@Suite("A shipping tariff")
struct ShippingTariffTests {
    static let tariff = ShippingTariff(flat: 590, perKilogram: 60, freeFrom: 8_000)

    @Test(
        "charges the parcel and each kilogram begun, and nothing from the threshold on",
        arguments: [
            (1_000, 1, 650), (1_000, 1_000, 650), (1_000, 1_001, 710), (7_999, 2_500, 770),
            (8_000, 2_500, 0), (90_000, 1, 0),
        ] as [(Int64, Int64, Int64)])
    func quotes(value: Int64, grams: Int64, quote: Int64) {
        #expect(Self.tariff.quote(valueMinor: value, grams: grams) == quote)
    }

    @Test("of every country names a currency")
    func countries() {
        #expect(Country.currencies.allSatisfy { $0.currency != .none })
        #expect(Country.all.allSatisfy { Country.currencies.indices.contains($0.currency) })
    }
}
