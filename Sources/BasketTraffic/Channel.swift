/// What brought a shopper here; in the order of ``ShopperBehaviour/channelWeights``.
enum Channel: UInt8, CaseIterable, Sendable {
    case search
    case direct
    case social
    case email
    case affiliate

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
