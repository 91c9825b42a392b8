/// Rows as PostgreSQL writes them as text, to be passed on.
public struct WrittenRows: Sendable {
    public let columns: [String]
    /// `nil` is NULL.
    public let rows: [[String?]]
}
