/// What shoppers use to visit the shop; in the order of ``ShopperBehaviour/deviceWeights``.
enum Device: UInt8, CaseIterable, Sendable {
    case mobile
    case desktop
    case tablet

    var word: StaticString {
        switch self {
        case .mobile: "mobile"
        case .desktop: "desktop"
        case .tablet: "tablet"
        }
    }
}
