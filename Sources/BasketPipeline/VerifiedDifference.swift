import BasketStore

/// A row in which what is stored is not what the log says.
public struct VerifiedDifference: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Replayed, and not stored.
        case missing
        /// Stored, and not replayed.
        case extra
        case different([FieldDifference])
    }

    public let rows: VerifiedKind
    /// Which row.
    public let key: RowKey
    public let kind: Kind

    public init(_ rows: VerifiedKind, _ key: RowKey, _ kind: Kind) {
        self.rows = rows
        self.key = key
        self.kind = kind
    }
}
