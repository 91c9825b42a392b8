import BasketEvents

/// What a shopper did, in numbers; ``EventScribe`` puts it in words.
struct Deed {
    var type: EventType
    var time: Int64
    var shopper: UInt64
    var visit: UInt64
    var device: Device
    var channel: Channel
    var country: UInt8
    /// The page, where it is neither a product nor a list.
    var page: StaticString?
    /// A list page's place in ``CatalogueLaw/pages``.
    var listPage: UInt16?
    /// A product's place in the catalogue.
    var product: UInt16?
    var quantity: Int64?
    var priceMinor: Int64?
    var shippingMinor: Int64?
    var valueMinor: Int64?
    var step: Int64?
    /// The number in `o-…`.
    var order: UInt64?
    var reason: StaticString?
}

extension Deed {
    init(_ type: EventType, by shopper: OpenShopper, at time: Int64) {
        self.type = type
        self.time = time
        self.shopper = shopper.number
        visit = shopper.visit
        device = shopper.device
        channel = shopper.channel
        country = shopper.country
    }
}
