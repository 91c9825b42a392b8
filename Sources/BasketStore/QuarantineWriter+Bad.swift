/// Records that could not be used, to be published again.
extension QuarantineWriter {
    /// A record as it was.
    public struct BadRecord: Sendable {
        public let place: QuarantinePlace
        public let reason: String
        public let key: [UInt8]?
        public let value: [UInt8]
        /// Whether ``value`` is all of it.
        public let isWhole: Bool
    }

    /// The next records that have not been put back, in order; late ones are none of them.
    ///
    /// - Parameters:
    ///   - last: those behind this one.
    ///   - isLocked: keeps them from others until ``finish(marking:)`` or ``abandon()``; who is at the
    ///     same keeps off them.
    public func bad(
        _ query: QuarantineQuery, after last: QuarantinePlace?, isLocked: Bool
    ) throws(BasketStoreError) -> [BadRecord] {
        let operation = "reading what is in quarantine"
        if isLocked { try connection.execute("BEGIN", during: operation) }
        let rows = try connection.query(
            """
            SELECT partition, log_offset, reason, key, value, size FROM basketwatch.quarantine
            WHERE \(QuarantineQuery.condition) AND replayed_at IS NULL AND reason <> 'late'
                AND generation = basketwatch.stream_generation()
                AND (partition, log_offset) > ($3, $4)
            ORDER BY partition, log_offset LIMIT \(QuarantineWriter.recordsAtOnce)
            \(isLocked ? "FOR UPDATE SKIP LOCKED" : "")
            """,
            query.values + [.int32(last?.partition ?? -1), .int64(last?.offset ?? -1)],
            during: operation)
        return (0..<rows.rowCount).map { row in
            let value = rows.bytes(row, 4)
            return BadRecord(
                place: QuarantinePlace(
                    partition: Int32(truncatingIfNeeded: rows.integer(row, 0)),
                    offset: rows.integer(row, 1)),
                reason: rows.text(row, 2), key: rows.isNull(row, 3) ? nil : rows.bytes(row, 3),
                value: value, isWhole: rows.integer(row, 5) == Int64(value.count))
        }
    }

    /// Marks records that Kafka has acknowledged, and gives all of the batch free.
    ///
    /// After the acknowledgement and never before it: a crash in between has them published once more,
    /// and their events' ids make the second ones duplicates. The other way round they would be lost.
    public func finish(marking places: [QuarantinePlace]) throws(BasketStoreError) {
        let operation = "marking what was put back"
        _ = try connection.query(
            """
            UPDATE basketwatch.quarantine AS record SET replayed_at = now()
            FROM unnest($1::bigint[], $2::bigint[]) AS done(partition, log_offset)
            WHERE record.partition = done.partition AND record.log_offset = done.log_offset
                AND record.generation = basketwatch.stream_generation()
            """,
            [
                .int64s(places.map { Int64($0.partition) }), .int64s(places.map(\.offset)),
            ], during: operation)
        try connection.execute("COMMIT", during: operation)
    }

    /// Gives a batch free, nothing marked.
    public func abandon() throws(BasketStoreError) {
        try connection.execute("ROLLBACK", during: "giving records in quarantine free")
    }
}
