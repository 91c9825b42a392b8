import BasketEvents

/// What things cost a shopper, in minor units of the shopper's currency.
extension Shop {
    func price(of product: UInt16, for shopper: OpenShopper) -> Int64 {
        catalogue.price(of: product, currency: Country.all[Int(shopper.country)].currency)
    }

    func basketValue(_ shopper: OpenShopper) -> Int64 {
        (0..<Int(shopper.lineCount)).reduce(0) {
            $0 + price(of: shopper.products[$1], for: shopper) * Int64(shopper.quantities[$1])
        }
    }

    /// What shipping the basket costs.
    func quote(for shopper: OpenShopper) -> Int64 {
        let grams = (0..<Int(shopper.lineCount)).reduce(0) {
            $0 + catalogue.grams(of: shopper.products[$1]) * Int64(shopper.quantities[$1])
        }
        let tariff = catalogue.tariff(country: Int(shopper.country))
        let quote = tariff.quote(valueMinor: basketValue(shopper), grams: grams)
        // Exact where nothing is shifted: a quote has far fewer than 53 bits.
        return Int64((Double(quote) * period.shipping).rounded())
    }

    /// The latest quote as a share of the basket.
    func shippingShare(_ shopper: OpenShopper) -> Double {
        Double(shopper.quoteMinor) / Double(max(basketValue(shopper), 1))
    }
}
