import BasketEvents
import Glibc

/// Takes away what is past its time, while flushes go on.
///
/// Owns a connection of its own. Not Sendable: one thread uses it.
public struct RetentionKeeper: ~Copyable {
    private let connection: Connection

    /// Days dropped in one transaction.
    static let daysAtOnce: Int32 = 8
    /// Records deleted in one transaction.
    static let recordsAtOnce: Int64 = 2_000
    /// How often a table is tried whose lock is not given within the fifth of a second that `drop_days`
    /// waits, so that flushes wait no longer for it; in between others have it for themselves.
    static let lockAttempts = 5
    static let lockPauseMicroseconds: UInt32 = 300_000

    /// Connects and checks the schema's version.
    public init(_ settings: StoreSettings) throws(BasketStoreError) {
        connection = try Connection.checked(settings)
    }

    /// Drops and deletes what is past its time.
    ///
    /// - Returns: `nil` where another instance is just doing it.
    public func run(_ retention: Retention) throws(BasketStoreError) -> RetentionReport? {
        let lock = "1113683787, 'basketwatch.score'::regclass::oid::integer"
        let isOurs = try connection.query(
            "SELECT pg_try_advisory_lock(\(lock))", during: "asking whose turn retention is")
        guard isOurs.bool(0, 0) else { return nil }
        let report = try runAlone(retention)
        // Where it fails before, closing the connection gives the lock back.
        _ = try connection.query(
            "SELECT pg_advisory_unlock(\(lock))", during: "ending a round of retention")
        return report
    }

    private func runAlone(_ retention: Retention) throws(BasketStoreError) -> RetentionReport {
        var report = RetentionReport()
        let least = try connection.query(
            "SELECT min(watermark_ms) FROM basketwatch.stream_partition WHERE watermark_ms > 0",
            during: "reading the watermarks")
        guard let watermark = least.optionalInteger(0, 0) else { return report }
        report.watermarkMilliseconds = watermark
        if let keep = retention.scores {
            try drop("score", keep, &report, \.scoreDays)
        }
        if let keep = retention.outcomes {
            try drop("outcome", keep, &report, \.outcomeDays)
        }
        if let keep = retention.quarantine {
            try noteAges()
            report.quarantined = try clear(olderThan: keep)
        }
        return report
    }

    private func drop(
        _ table: String, _ keep: Duration, _ report: inout RetentionReport,
        _ days: WritableKeyPath<RetentionReport, [Int32]>
    ) throws(BasketStoreError) {
        let watermark = report.watermarkMilliseconds ?? 0
        let before = EventTime(milliseconds: watermark - keep.milliseconds).day
        var attempts = 0
        while true {
            do {
                let dropped = try connection.query(
                    "SELECT basketwatch.drop_days($1, ($2::date[])[1], $3)",
                    [.text(table), .days([before]), .int32(RetentionKeeper.daysAtOnce)],
                    during: "dropping days of \(table)")
                let found = dropped.days(0, 0)
                report[keyPath: days] += found
                if found.count < RetentionKeeper.daysAtOnce { return }
            } catch .statement("55P03", _, _, _) {
                attempts += 1
                guard attempts < RetentionKeeper.lockAttempts else {
                    report.busyTables.append(table)
                    return
                }
                usleep(RetentionKeeper.lockPauseMicroseconds)
            }
        }
    }

    /// Notes the watermark of records that came since the last round.
    private func noteAges() throws(BasketStoreError) {
        try inBatches(
            """
            UPDATE basketwatch.quarantine AS record SET watermark_ms = p.watermark_ms
            FROM basketwatch.stream_partition AS p,
                (SELECT fresh.generation, fresh.partition, fresh.log_offset
                FROM basketwatch.quarantine AS fresh
                    JOIN basketwatch.stream_partition AS known
                        ON known.partition = fresh.partition AND known.watermark_ms > 0
                WHERE fresh.watermark_ms IS NULL
                LIMIT \(RetentionKeeper.recordsAtOnce)
                FOR UPDATE OF fresh SKIP LOCKED) AS chosen
            WHERE record.generation = chosen.generation
                AND record.partition = chosen.partition AND record.log_offset = chosen.log_offset
                AND p.partition = record.partition
            """, [], during: "noting the age of records in quarantine")
    }

    private func clear(olderThan keep: Duration) throws(BasketStoreError) -> Int {
        try inBatches(
            """
            DELETE FROM basketwatch.quarantine AS record
            USING (SELECT old.generation, old.partition, old.log_offset
                FROM basketwatch.stream_partition AS p
                    JOIN basketwatch.quarantine AS old
                        ON old.partition = p.partition AND old.watermark_ms < p.watermark_ms - $1
                LIMIT \(RetentionKeeper.recordsAtOnce)
                FOR UPDATE OF old SKIP LOCKED) AS chosen
            WHERE record.generation = chosen.generation
                AND record.partition = chosen.partition AND record.log_offset = chosen.log_offset
            """, [.int64(keep.milliseconds)], during: "clearing quarantine")
    }

    /// - Returns: the rows that all runs together have changed.
    @discardableResult
    private func inBatches(
        _ sql: String, _ values: [SQLValue], during operation: String
    ) throws(BasketStoreError) -> Int {
        var all = 0
        while true {
            let changed = try connection.query(sql, values, during: operation).changedRows
            all += changed
            if changed < RetentionKeeper.recordsAtOnce { return all }
        }
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var milliseconds: Int64 { Int64(self / .milliseconds(1)) }
}
