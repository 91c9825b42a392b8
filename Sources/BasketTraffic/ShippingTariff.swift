/// What the shop charges for shipping to a country.
///
/// Unit: minor units of the country's currency.
struct ShippingTariff: Hashable, Sendable {
    /// For any parcel.
    let flat: Int64
    /// For each kilogram begun, on top.
    let perKilogram: Int64
    /// The basket's value from which shipping is free; `nil`: never.
    let freeFrom: Int64?

    /// The quote for a basket of this value and weight.
    func quote(valueMinor: Int64, grams: Int64) -> Int64 {
        if let freeFrom, valueMinor >= freeFrom { return 0 }
        return flat + perKilogram * ((grams + 999) / 1_000)
    }
}
