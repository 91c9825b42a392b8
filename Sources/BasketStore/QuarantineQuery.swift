/// Which records in quarantine are meant.
public struct QuarantineQuery: Sendable {
    /// One of docs/events.md; `nil`: whatever it is.
    public var reason: String?
    /// `nil`: all partitions.
    public var partition: Int32?

    public init() {}

    /// For a WHERE clause over columns of quarantine; takes the parameters 1 and 2.
    static let condition = """
        (cardinality($1::text[]) = 0 OR reason = ANY ($1))
            AND (cardinality($2::bigint[]) = 0 OR partition = ANY ($2))
        """

    var values: [SQLValue] {
        [.texts(reason.map { [$0] } ?? []), .int64s(partition.map { [Int64($0)] } ?? [])]
    }
}
