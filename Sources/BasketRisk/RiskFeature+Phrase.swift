extension RiskFeature {
    /// How it reads among the reasons that SQL gives, with the row's own values in braces (see
    /// `FeatureDescription.phrase` for which there are); empty: never a reason.
    public var phrase: String {
        switch self {
        case .bias, .hour, .weekday: ""
        // What is spread over several features reads as one reason: SQL adds up equal phrases.
        case .shippingShare, .shippingByValue, .shippingBySilence:
            "shipping is {shipping_share} of the basket"
        case .value: "the basket is worth {value}"
        case .items: "items in the basket: {items}"
        case .products: "the mix of products in the basket"
        case .dearest: "the price of the dearest item"
        case .meanPrice: "the mean price of the items"
        case .views: "pages viewed: {views}"
        case .productViews: "the number of products viewed"
        case .adds: "adds to the basket: {adds}"
        case .removes: "removed from the basket: {removes}"
        case .checkouts: "checkouts begun: {checkouts}"
        case .step: "checkout at step {step}"
        case .silence, .silenceByCheckout: "silent for {silence}"
        case .sinceStart: "shopping for {age}"
        case .sinceFirstAdd: "the time since the first add"
        case .sinceBasketChange: "the time since the basket last changed"
        case .sinceCheckout: "the time since the checkout"
        case .sinceCancel: "a checkout was cancelled"
        case .pace: "the pace of the last clicks"
        case .lastEvent: "what was done last"
        case .lastPages: "the pages viewed last"
        case .history: "what earlier sessions say"
        case .daysSince: "the days since the last visit"
        case .device: "the device {device}"
        case .channel: "the channel {channel}"
        case .country: "the country {country}"
        }
    }
}
