/// What shoppers use to visit the shop; in the order of ``ShopperBehaviour/deviceWeights``.
public enum Device: UInt8, CaseIterable, Sendable {
    case mobile
    case desktop
    case tablet

    /// As events say it.
    public var name: String { "\(word)" }

    var word: StaticString {
        switch self {
        case .mobile: "mobile"
        case .desktop: "desktop"
        case .tablet: "tablet"
        }
    }
}
