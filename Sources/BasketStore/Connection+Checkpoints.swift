import BasketSessions

/// What a partition's state is made from again.
extension Connection {
    /// See ``FlushWriter/stateSource(of:before:)``.
    func stateSource(
        of partition: Int32, before offset: Int64
    ) throws(BasketStoreError) -> Ownership.StateSource {
        let checkpoint = try newestCheckpoint(partition, before: offset)
        return Ownership.StateSource(
            checkpoint: checkpoint, recordedInputs: try recordedInputs(partition, from: checkpoint))
    }

    func newestCheckpoint(
        _ partition: Int32, before offset: Int64
    ) throws(BasketStoreError) -> Ownership.Checkpoint? {
        let chunks = try query(
            """
            SELECT log_offset, bytes, input_ordinal FROM basketwatch.checkpoint
            WHERE partition = $1 AND log_offset = (
                SELECT log_offset FROM basketwatch.checkpoint
                WHERE partition = $1 AND log_offset < $2
                GROUP BY log_offset HAVING count(*) = max(chunks)
                ORDER BY log_offset DESC LIMIT 1)
            ORDER BY chunk
            """, [.int32(partition), .int64(offset)],
            during: "reading the checkpoint of partition \(partition)")
        guard chunks.rowCount > 0 else { return nil }
        var bytes: [UInt8] = []
        for row in 0..<chunks.rowCount {
            chunks.withBytes(row, 1) { bytes.append(contentsOf: $0) }
        }
        return .init(
            offset: chunks.integer(0, 0), bytes: bytes,
            inputOrdinal: Int32(truncatingIfNeeded: chunks.integer(0, 2)))
    }

    /// - Parameter checkpoint: `nil`: all there are.
    func recordedInputs(
        _ partition: Int32, from checkpoint: Ownership.Checkpoint?
    ) throws(BasketStoreError) -> [RecordedInput] {
        let rows = try query(
            """
            SELECT log_offset, ordinal, kind, value, bytes FROM basketwatch.recorded_input
            WHERE partition = $1 AND (log_offset, ordinal) >= ($2, $3)
            ORDER BY log_offset, ordinal
            """,
            [
                .int32(partition), .int64(checkpoint?.offset ?? 0),
                .int32(checkpoint?.inputOrdinal ?? 0),
            ],
            during: "reading the recorded inputs of partition \(partition)")
        var inputs: [RecordedInput] = []
        inputs.reserveCapacity(rows.rowCount)
        for row in 0..<rows.rowCount {
            // Left out, it would make another state: the table's CHECK names the same words.
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
}
