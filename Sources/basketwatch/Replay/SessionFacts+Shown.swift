import BasketConsole
import BasketSessions

/// What lies in a basket, as it is shown.
extension SessionFacts {
    /// "basket EUR 24.00", "shipping EUR 22.50".
    var basketWords: [String] {
        var words: [String] = []
        if currencies == 1 {
            words.append("basket " + Figure.money(valueMinor, currency.description))
        } else if currencies > 1 {
            words.append("basket in \(currencies) currencies")
        } else {
            words.append(items == 0 ? "empty basket" : "basket of \(Figure.count(items))")
        }
        if shippingMinor >= 0 {
            words.append("shipping " + Figure.money(shippingMinor, shippingCurrency.description))
        }
        return words
    }

    /// By the names of SQL's views.
    var basketFields: [(name: String, value: JSONValue)] {
        let isPriced = currencies == 1
        let isQuoted = shippingMinor >= 0
        return [
            ("items", .integer(items)),
            ("basket_value_minor", JSONValue(isPriced ? valueMinor : nil)),
            ("currency", JSONValue(isPriced ? currency.description : nil)),
            ("shipping_minor", JSONValue(isQuoted ? shippingMinor : nil)),
            ("shipping_currency", JSONValue(isQuoted ? shippingCurrency.description : nil)),
        ]
    }
}
