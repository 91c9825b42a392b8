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
    public init?(_ text: UnsafeRawBufferPointer) {
        for type in EventType.allCases where type.word.utf8CodeUnitCount == text.count {
            let word = UnsafeRawBufferPointer(start: type.word.utf8Start, count: text.count)
            if word.elementsEqual(text) {
                self = type
                return
            }
        }
        return nil
    }
}
