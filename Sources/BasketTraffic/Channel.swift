/// What brought a shopper here; in the order of ``ShopperBehaviour/channelWeights``.
public enum Channel: UInt8, CaseIterable, Sendable {
    case search
    case direct
    case social
    case email
    case affiliate

    /// As events say it.
    public var name: String { "\(word)" }

    var word: StaticString {
        switch self {
        case .search: "search"
        case .direct: "direct"
        case .social: "social"
        case .email: "email"
        case .affiliate: "affiliate"
        }
    }
}
