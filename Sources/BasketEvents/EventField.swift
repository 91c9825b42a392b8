/// A field of the native event: its raw value is its place among ``FoundFields``.
enum EventField: UInt8, CaseIterable {
    case id, shopperID, sessionID, productID, orderID
    case type, time, page, device, channel, country, reason, currency
    case timeMilliseconds, quantity, priceMinor, shippingMinor, valueMinor, step

    /// The field's name in JSON: 16 bytes at most.
    var name: StaticString {
        switch self {
        case .id: "id"
        case .shopperID: "shopper_id"
        case .sessionID: "session_id"
        case .productID: "product_id"
        case .orderID: "order_id"
        case .type: "type"
        case .time: "time"
        case .page: "page"
        case .device: "device"
        case .channel: "channel"
        case .country: "country"
        case .reason: "reason"
        case .currency: "currency"
        case .timeMilliseconds: "time_ms"
        case .quantity: "quantity"
        case .priceMinor: "price_minor"
        case .shippingMinor: "shipping_minor"
        case .valueMinor: "value_minor"
        case .step: "step"
        }
    }
}

/// A set of fields, in one word.
struct EventFieldSet {
    private(set) var bits: UInt32 = 0

    init() {}

    init(_ fields: ClosedRange<EventField>) {
        let below = UInt32(1) << fields.lowerBound.rawValue - 1
        bits = (UInt32(2) << fields.upperBound.rawValue - 1) & ~below
    }

    /// The fields whose text is limited to ``EventLimits/idBytes``.
    static let ids = EventFieldSet(.id ... .orderID)
    static let texts = EventFieldSet(.id ... .currency)
    static let numbers = EventFieldSet(.timeMilliseconds ... .step)
    static let amounts = EventFieldSet(.priceMinor ... .valueMinor)

    var isEmpty: Bool { bits == 0 }

    func contains(_ field: EventField) -> Bool {
        bits & 1 &<< UInt32(field.rawValue) != 0
    }

    mutating func insert(_ field: EventField) {
        bits |= 1 &<< UInt32(field.rawValue)
    }

    func meets(_ other: EventFieldSet) -> Bool {
        bits & other.bits != 0
    }
}

extension EventField: Comparable {
    static func < (left: EventField, right: EventField) -> Bool {
        left.rawValue < right.rawValue
    }
}
