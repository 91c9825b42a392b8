/// A record in quarantine, without its contents.
public struct QuarantineEntry: Sendable {
    public let place: QuarantinePlace
    public let reason: String
    /// The record's own timestamp in milliseconds since 1970; `nil`: it has none.
    public let loggedMilliseconds: Int64?
    /// Of the whole value, also where only its beginning is kept.
    public let sizeBytes: Int64
    /// When it was put back, in milliseconds since 1970; `nil`: it has not been.
    public let replayedMilliseconds: Int64?
    /// The session whose outcome it amended or made.
    public let amendedSession: Int64?

    static let columns = """
        partition, log_offset, reason, (extract(epoch FROM logged_at) * 1000)::bigint,
        size_bytes::bigint, (extract(epoch FROM replayed_at) * 1000)::bigint, amended_key
        """

    init(_ rows: borrowing QueryResult, row: Int) {
        place = QuarantinePlace(
            partition: Int32(truncatingIfNeeded: rows.integer(row, 0)),
            offset: rows.integer(row, 1))
        reason = rows.text(row, 2)
        loggedMilliseconds = rows.optionalInteger(row, 3)
        sizeBytes = rows.integer(row, 4)
        replayedMilliseconds = rows.optionalInteger(row, 5)
        amendedSession = rows.optionalInteger(row, 6)
    }
}

/// What a record in quarantine holds.
public struct QuarantineContents: Sendable {
    public let topic: String
    public let entry: QuarantineEntry
    /// `nil`: none or empty.
    public let key: [UInt8]?
    /// `nil`: none or empty; of a record over the limit, its beginning.
    public let value: [UInt8]?

    public var isWhole: Bool { Int64(value?.count ?? 0) == entry.sizeBytes }
}
