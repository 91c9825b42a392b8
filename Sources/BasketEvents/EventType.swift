/// What a shopper did.
public enum EventType: UInt8, CaseIterable, Sendable {
    case view
    case addToBasket
    case removeFromBasket
    /// Carries a shipping quote where the shop shows one.
    case checkout
    case cancel
    case purchase

    /// The word in the native event's `type` field.
    public var word: StaticString {
        switch self {
        case .view: "view"
        case .addToBasket: "add_to_basket"
        case .removeFromBasket: "remove_from_basket"
        case .checkout: "checkout"
        case .cancel: "cancel"
        case .purchase: "purchase"
        }
    }

    /// Reads the word of ``word``; `nil` for anything else.
    public init?(_ text: BorrowedText) {
        let type: EventType
        switch (text.count, text.bytes.first) {
        case (4, _): type = .view
        case (13, _): type = .addToBasket
        case (18, _): type = .removeFromBasket
        case (8, UInt8(ascii: "c")): type = .checkout
        case (6, _): type = .cancel
        case (8, _): type = .purchase
        default: return nil
        }
        guard text.equals(type.word) else { return nil }
        self = type
    }
}
