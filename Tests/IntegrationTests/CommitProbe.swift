import Foundation

/// Notes when each partition's flushes are written, by a trigger in the stream's database.
struct CommitProbe {
    private let stream: TestStream

    init(_ stream: TestStream) throws {
        self.stream = stream
        _ = try stream.query(
            """
            CREATE TABLE commit_probe (
                partition integer, epoch bigint, next_offset bigint,
                at timestamptz DEFAULT clock_timestamp());
            CREATE FUNCTION note_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO commit_probe VALUES (NEW.partition, NEW.epoch, NEW.next_offset);
                RETURN NULL;
            END $$;
            CREATE TRIGGER note_commit AFTER UPDATE OF flush_number ON basketwatch.stream_partition
            FOR EACH ROW EXECUTE FUNCTION note_commit();
            """)
    }

    /// The database's time, in seconds.
    func now() throws -> Double {
        Double(try stream.query("SELECT extract(epoch FROM clock_timestamp())")[0][0]) ?? 0
    }

    /// How long partitions stood still that one owner held over a whole span of time.
    struct Pauses {
        /// How many partitions stayed.
        let partitions: Int
        /// The longest time between two flushes that moved one of them on, in milliseconds.
        let longest: Double
        /// What nine of ten such times did not exceed, in milliseconds.
        let usual: Double
    }

    func pauses(from start: Double, to end: Double) throws -> Pauses {
        let row = try stream.query(
            """
            WITH earlier AS (
                SELECT DISTINCT ON (partition) * FROM commit_probe
                WHERE extract(epoch FROM at) < \(start) ORDER BY partition, at DESC
            ), span AS (
                SELECT * FROM earlier
                UNION ALL
                SELECT * FROM commit_probe WHERE extract(epoch FROM at) BETWEEN \(start) AND \(end)
            ), moves AS (
                SELECT partition, at, next_offset,
                    lag(next_offset) OVER (PARTITION BY partition ORDER BY at) AS before
                FROM span WHERE partition IN (
                    SELECT partition FROM span GROUP BY partition HAVING count(DISTINCT epoch) = 1)
            ), gaps AS (
                SELECT partition, 1000 * extract(epoch FROM
                    at - lag(at) OVER (PARTITION BY partition ORDER BY at)) AS gap
                FROM moves WHERE before IS NULL OR next_offset > before
            )
            SELECT count(DISTINCT partition), coalesce(max(gap), 0),
                coalesce(percentile_cont(0.9) WITHIN GROUP (ORDER BY gap), 0)
            FROM gaps
            """)[0]
        return Pauses(
            partitions: Int(row[0]) ?? 0, longest: Double(row[1]) ?? 0, usual: Double(row[2]) ?? 0)
    }
}
