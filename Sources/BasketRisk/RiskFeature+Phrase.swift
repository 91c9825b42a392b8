extension RiskFeature {
    /// How it reads among the reasons that SQL gives, with the row's own values in braces (see
    /// `FeatureDescription.phrase` for which there are); empty: never a reason.
    public var phrase: String {
        switch self {
        // What is spread over several features reads as one reason: SQL adds up equal phrases.
        case .shippingShare, .shippingByValue, .shippingBySilence:
            "shipping is {shipping_share} of the basket"
        case .silence, .silenceByCheckout: "silent for over {silence}"
        case .value: "the basket is worth {value}"
        case .items: "items in the basket: {items}"
        case .views: "pages viewed: {views}"
        case .adds: "adds to the basket: {adds}"
        case .removes: "removed from the basket: {removes}"
        case .checkouts: "checkouts begun: {checkouts}"
        case .step: "checkout at step {step}"
        case .sinceStart: "shopping for {age}"
        case .sinceCancel: "a checkout was cancelled"
        case .device: "the device {device}"
        case .channel: "the channel {channel}"
        case .country: "the country {country}"
        // True, but nothing that a person could act on or picture.
        case .bias, .hour, .weekday, .products, .dearest, .meanPrice, .productViews, .sinceFirstAdd,
            .sinceBasketChange, .sinceCheckout, .pace, .lastEvent, .lastPages, .history, .daysSince:
            ""
        }
    }
}
