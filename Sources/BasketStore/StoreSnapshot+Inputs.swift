import BasketSessions

/// What a partition's state is made from again.
extension StoreSnapshot {
    /// How many inputs are read at a time: all of them may be a tick a second for months.
    static let inputPage: Int32 = 5_000

    /// The recorded inputs from a place on, in order; ``inputPage`` of them at most.
    public func inputs(
        of partition: Int32, from place: InputPlace
    ) throws(BasketStoreError) -> [RecordedInput] {
        let rows = try connection.query(
            """
            SELECT log_offset, ordinal, kind, value, bytes FROM basketwatch.recorded_input
            WHERE partition = $1 AND (log_offset, ordinal) >= ($2, $3)
            ORDER BY log_offset, ordinal LIMIT $4
            """,
            [
                .int32(partition), .int64(place.offset), .int32(place.ordinal),
                .int64(Int64(StoreSnapshot.inputPage)),
            ],
            during: "reading the recorded inputs of partition \(partition)")
        return try StoreSnapshot.inputs(rows, of: partition)
    }

    /// All recorded inputs but ticks: few.
    public func seldomInputs(
        of partition: Int32
    ) throws(BasketStoreError) -> [RecordedInput] {
        let rows = try connection.query(
            """
            SELECT log_offset, ordinal, kind, value, bytes FROM basketwatch.recorded_input
            WHERE partition = $1 AND kind <> 'tick' ORDER BY log_offset, ordinal
            """, [.int32(partition)],
            during: "reading the recorded inputs of partition \(partition)")
        return try StoreSnapshot.inputs(rows, of: partition)
    }

    private static func inputs(
        _ rows: borrowing QueryResult, of partition: Int32
    ) throws(BasketStoreError) -> [RecordedInput] {
        var inputs: [RecordedInput] = []
        inputs.reserveCapacity(rows.rowCount)
        for row in 0..<rows.rowCount {
            // Left out, it would make another state.
            guard let kind = RecordedInput.Kind(rawValue: rows.text(row, 2)) else {
                throw .unknownInput(partition: partition, kind: rows.text(row, 2))
            }
            inputs.append(
                RecordedInput(
                    offset: rows.integer(row, 0), ordinal: Int32(rows.integer(row, 1)), kind: kind,
                    value: rows.integer(row, 3), bytes: rows.bytes(row, 4)))
        }
        return inputs
    }

    /// The places of the whole checkpoints of a partition, the oldest first.
    public func checkpoints(of partition: Int32) throws(BasketStoreError) -> [InputPlace] {
        let rows = try connection.query(
            """
            SELECT log_offset, max(input_ordinal) FROM basketwatch.checkpoint WHERE partition = $1
            GROUP BY log_offset HAVING count(*) = max(chunks) ORDER BY log_offset
            """, [.int32(partition)], during: "looking for checkpoints of partition \(partition)")
        return (0..<rows.rowCount).map {
            InputPlace(
                offset: rows.integer($0, 0), ordinal: Int32(truncatingIfNeeded: rows.integer($0, 1))
            )
        }
    }

    /// A checkpoint's bytes.
    public func checkpoint(
        of partition: Int32, at offset: Int64
    ) throws(BasketStoreError) -> [UInt8] {
        let chunks = try connection.query(
            """
            SELECT bytes FROM basketwatch.checkpoint
            WHERE partition = $1 AND log_offset = $2 ORDER BY chunk
            """, [.int32(partition), .int64(offset)],
            during: "reading a checkpoint of partition \(partition)")
        var bytes: [UInt8] = []
        for row in 0..<chunks.rowCount {
            chunks.withBytes(row, 0) { bytes.append(contentsOf: $0) }
        }
        return bytes
    }
}
