/// Where a row stands in the order in which stored and replayed rows are compared.
public struct RowKey: Hashable, Comparable, Sendable {
    public var partition: Int32
    /// The record behind which the row came to be; of open baskets 0, of the funnel the day since 1970.
    public var offset: Int64
    /// The session's key; of quarantined records the offset again, of the funnel 0.
    public var session: Int64
    /// A score's place among the session's moments; else 0.
    public var ordinal: Int32

    public init(partition: Int32, offset: Int64, session: Int64, ordinal: Int32 = 0) {
        self.partition = partition
        self.offset = offset
        self.session = session
        self.ordinal = ordinal
    }

    public static func < (left: RowKey, right: RowKey) -> Bool {
        (left.partition, left.offset, left.session, left.ordinal)
            < (right.partition, right.offset, right.session, right.ordinal)
    }
}
