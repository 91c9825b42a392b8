import BasketSessions

/// Puts records in quarantine back, and takes them away. The writer's role is enough.
///
/// Owns a connection of its own. Not Sendable: one thread uses it.
public struct QuarantineWriter: ~Copyable {
    let connection: Connection

    /// Records put back in one transaction.
    public static let recordsAtOnce = 500

    /// Connects and checks the schema's version.
    public init(_ settings: StoreSettings) throws(BasketStoreError) {
        var patient = settings
        // While Kafka takes a batch of records, nothing is said here.
        patient.idleTimeout = .seconds(120)
        connection = try Connection.checked(patient)
    }

    /// The topic that the schema holds; `nil`: no processor has run yet.
    public func topic() throws(BasketStoreError) -> String? {
        let rows = try connection.query(
            "SELECT topic FROM basketwatch.stream", during: "reading the stream's topic")
        return rows.rowCount > 0 ? rows.text(0, 0) : nil
    }

    /// What shapes the sessions of each partition, by its number.
    func sessionSettings() throws(BasketStoreError) -> [Int32: SessionSettings] {
        let rows = try connection.query(
            "SELECT partition, settings FROM basketwatch.stream_partition",
            during: "reading the settings of the sessions")
        var settings: [Int32: SessionSettings] = [:]
        for row in 0..<rows.rowCount {
            // Settings that cannot be read stop the processor, which says so; the standard ones then
            // serve to find a session by its time.
            let stored = try? SessionSettings(encoded: rows.bytes(row, 1))
            settings[Int32(truncatingIfNeeded: rows.integer(row, 0))] =
                stored ?? SessionSettings()
        }
        return settings
    }
}

// MARK: - Taking away

extension QuarantineWriter {
    /// By the watermark when they came; a record whose age is not noted yet has none.
    private static let aged = """
        basketwatch.quarantine AS old
            JOIN basketwatch.stream_partition AS p USING (partition)
        WHERE \(QuarantineQuery.condition)
            AND ($3 < 0 OR old.watermark_ms < p.watermark_ms - $3)
        """

    private func values(_ query: QuarantineQuery, _ age: Duration?) -> [SQLValue] {
        query.values + [.int64(age.map(\.milliseconds) ?? -1)]
    }

    /// How many records ``purge(_:olderThan:)`` would delete, by reason, the commonest first.
    public func purgeable(
        _ query: QuarantineQuery, olderThan age: Duration?
    ) throws(BasketStoreError) -> [(reason: String, records: Int64, replayed: Int64)] {
        let rows = try connection.query(
            """
            SELECT reason, count(*), count(replayed_at) FROM \(QuarantineWriter.aged)
            GROUP BY reason ORDER BY 2 DESC, 1
            """, values(query, age), during: "counting what is in quarantine")
        return (0..<rows.rowCount).map {
            (rows.text($0, 0), rows.integer($0, 1), rows.integer($0, 2))
        }
    }

    /// Deletes records, a batch a transaction.
    ///
    /// - Parameter age: event time since they came; `nil`: however young they are.
    /// - Returns: how many.
    public func purge(
        _ query: QuarantineQuery, olderThan age: Duration?
    ) throws(BasketStoreError) -> Int {
        var all = 0
        while true {
            let deleted = try connection.query(
                """
                DELETE FROM basketwatch.quarantine AS record
                USING (SELECT old.generation, partition, log_offset FROM \(QuarantineWriter.aged)
                    LIMIT \(RetentionKeeper.recordsAtOnce) FOR UPDATE OF old SKIP LOCKED) AS chosen
                WHERE record.generation = chosen.generation
                    AND record.partition = chosen.partition
                    AND record.log_offset = chosen.log_offset
                """, values(query, age), during: "clearing quarantine"
            ).changedRows
            all += deleted
            if deleted < RetentionKeeper.recordsAtOnce { return all }
        }
    }
}
