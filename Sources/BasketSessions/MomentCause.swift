/// Why a basket was scored at a moment.
public enum MomentCause: UInt8, CaseIterable, Sendable {
    case add
    case remove
    case checkout
    case cancel
    /// A silence threshold passed.
    case silence

    /// The word in SQL's `cause` columns.
    public var word: StaticString {
        switch self {
        case .add: "add"
        case .remove: "remove"
        case .checkout: "checkout"
        case .cancel: "cancel"
        case .silence: "silence"
        }
    }
}
