/// What could not be used. The reader's role is enough.
extension StoreReader {
    /// How many records there are, and how many of them have been put back.
    public func quarantineCounts(
        _ query: QuarantineQuery
    ) throws(BasketStoreError) -> (records: Int64, replayed: Int64) {
        let rows = try connection.query(
            """
            SELECT count(*), count(replayed_at) FROM basketwatch.quarantined_records
            WHERE is_current AND \(QuarantineQuery.condition)
            """, query.values, during: "counting what is in quarantine")
        return (rows.integer(0, 0), rows.integer(0, 1))
    }

    /// The latest records of each partition, the partitions in order.
    public func quarantine(
        _ query: QuarantineQuery, limit: Int
    ) throws(BasketStoreError) -> [QuarantineEntry] {
        let rows = try connection.query(
            """
            SELECT \(QuarantineEntry.columns)
            FROM basketwatch.quarantined_records
            WHERE is_current AND \(QuarantineQuery.condition)
            ORDER BY logged_at DESC NULLS LAST, partition, log_offset DESC LIMIT $3
            """, query.values + [.int64(Int64(limit))], during: "reading what is in quarantine")
        return (0..<rows.rowCount).map { QuarantineEntry(rows, row: $0) }
    }

    /// One record with its contents; `nil`: it is not in quarantine.
    public func quarantined(
        _ place: QuarantinePlace
    ) throws(BasketStoreError) -> QuarantineContents? {
        let rows = try connection.query(
            """
            SELECT \(QuarantineEntry.columns), topic, key, value
            FROM basketwatch.quarantined_records
            WHERE is_current AND partition = $1 AND log_offset = $2
            """, [.int32(place.partition), .int64(place.offset)],
            during: "reading a record in quarantine")
        guard rows.rowCount > 0 else { return nil }
        return QuarantineContents(
            topic: rows.text(0, 7), entry: QuarantineEntry(rows, row: 0),
            key: rows.isNull(0, 8) ? nil : rows.bytes(0, 8),
            value: rows.isNull(0, 9) ? nil : rows.bytes(0, 9))
    }
}
