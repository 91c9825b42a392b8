import BasketEvents
import BasketSessions

/// All that is stored of a stream, as of one moment: whatever a processor writes meanwhile is not seen.
///
/// One read-only transaction, so that nothing can be written by it whatever the user may do; it ends
/// with the object. What is read needs the rights of the writer (or of the owner), since the views show
/// no more than people ask for. A standby serves as well.
///
/// A class since several readers of tables share its connection. Not Sendable: one thread uses it.
public final class StoreSnapshot {
    let connection: Connection

    /// Connects, checks the schema's version and takes the look.
    public init(_ settings: StoreSettings) throws(BasketStoreError) {
        connection = try Connection.checked(settings)
        // For this transaction alone: it is read slowly, as the log goes on.
        try connection.execute(
            """
            BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
            SET LOCAL statement_timeout = 0;
            SET LOCAL idle_in_transaction_session_timeout = '5min';
            SET LOCAL work_mem = '64MB';
            SET LOCAL jit = off
            """, during: "beginning to read all that is stored")
    }

    /// Which stream the schema holds; `nil`: none yet.
    public func stream() throws(BasketStoreError) -> StoredStream? {
        let row = try connection.query(
            "SELECT topic, consumer_group, generation FROM basketwatch.stream",
            during: "reading the stream")
        guard row.rowCount > 0 else { return nil }
        return StoredStream(
            topic: row.text(0, 0), group: row.text(0, 1),
            generation: UInt8(truncatingIfNeeded: row.integer(0, 2)))
    }

    /// How far each partition is committed, in order.
    public func partitions() throws(BasketStoreError) -> [StoredPartition] {
        let rows = try connection.query(
            """
            SELECT partition, watermark_ms, settings, refused_recently, \(LedgerColumns.list)
            FROM basketwatch.stream_partition ORDER BY partition
            """, during: "reading how far the partitions are")
        return (0..<rows.rowCount).map { row in
            StoredPartition(
                partition: Int32(truncatingIfNeeded: rows.integer(row, 0)),
                ledger: LedgerColumns.read(rows, row: row, from: 4),
                watermark: EventTime(milliseconds: rows.integer(row, 1)),
                refusedRecently: rows.integer(row, 3),
                settings: rows.bytes(row, 2))
        }
    }

    /// A model version, its features without their descriptions; `nil`: not stored.
    public func model(_ version: Int32) throws(BasketStoreError) -> ModelRecord? {
        let row = try connection.query(
            "SELECT kind, trained_on, encoded FROM basketwatch.model WHERE version = $1",
            [.int32(version)], during: "reading model version \(version)")
        guard row.rowCount > 0 else { return nil }
        return ModelRecord(
            version: version, kind: row.text(0, 0), trainedOn: row.text(0, 1),
            encoded: row.bytes(0, 2), features: [])
    }
}
