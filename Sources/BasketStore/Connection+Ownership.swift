import BasketEvents
import BasketSessions

extension Connection {
    /// Takes the next epoch and reads where the partition stands; within a transaction.
    func takeRow(_ request: TakeOver) throws(BasketStoreError) -> Ownership {
        let stream = try joinStream(request)
        let partition = SQLValue.int32(request.partition)
        _ = try query(
            """
            INSERT INTO basketwatch.stream_partition
                (partition, epoch, first_offset, next_offset, settings)
            VALUES ($1, $2, $3, $3, $4) ON CONFLICT DO NOTHING
            """,
            [
                partition, .int64(stream.firstEpoch), .int64(stream.start(of: request)),
                .bytes(request.settings),
            ],
            during: "adding partition \(request.partition)")
        let row = try query(
            """
            UPDATE basketwatch.stream_partition
            SET epoch = epoch + 1, owner = $2, owner_since = now(),
                stopped_at = NULL, stopped_reason = NULL
            WHERE partition = $1
            RETURNING epoch, flush_number, watermark_ms, settings, \(LedgerColumns.list)
            """, [partition, .text(request.owner)],
            during: "taking over partition \(request.partition)")
        let ledger = LedgerColumns.read(row, row: 0, from: 4)
        let checkpoint = try newestCheckpoint(request.partition, before: .max)
        return Ownership(
            partition: request.partition, epoch: row.integer(0, 0),
            flushNumber: row.integer(0, 1), generation: stream.generation, ledger: ledger,
            watermark: EventTime(milliseconds: row.integer(0, 2)), settings: row.bytes(0, 3),
            checkpoint: checkpoint,
            recordedInputs: try recordedInputs(request.partition, from: checkpoint),
            modelVersion: try modelVersion(request.partition))
    }

    /// See ``FlushWriter/release(partition:epoch:)``.
    func release(partition: Int32, epoch: Int64) throws(BasketStoreError) {
        _ = try query(
            """
            UPDATE basketwatch.stream_partition SET owner = NULL, owner_since = NULL
            WHERE partition = $1 AND epoch = $2
            """, [.int32(partition), .int64(epoch)], during: "releasing partition \(partition)")
    }

    /// See ``FlushWriter/noteStop(partition:epoch:reason:)``.
    func noteStop(
        partition: Int32, epoch: Int64, reason: String
    ) throws(BasketStoreError) -> Bool {
        let noted = try query(
            """
            UPDATE basketwatch.stream_partition
            SET stopped_at = now(), stopped_reason = left($3, 1000)
            WHERE partition = $1 AND epoch = $2
            RETURNING partition
            """, [.int32(partition), .int64(epoch), .text(reason)],
            during: "noting that partition \(partition) has stopped")
        return noted.rowCount > 0
    }

    /// See ``FlushWriter/noteGoingOn(partition:epoch:)``.
    func noteGoingOn(partition: Int32, epoch: Int64) throws(BasketStoreError) {
        _ = try query(
            """
            UPDATE basketwatch.stream_partition SET stopped_at = NULL, stopped_reason = NULL
            WHERE partition = $1 AND epoch = $2
            """, [.int32(partition), .int64(epoch)],
            during: "noting that partition \(partition) goes on")
    }

    private func modelVersion(_ partition: Int32) throws(BasketStoreError) -> Int32? {
        let row = try query(
            """
            SELECT value FROM basketwatch.recorded_input
            WHERE partition = $1 AND kind = 'model' ORDER BY log_offset DESC, ordinal DESC LIMIT 1
            """, [.int32(partition)], during: "reading the model of partition \(partition)")
        return row.rowCount > 0 ? Int32(row.integer(0, 0)) : nil
    }
}
