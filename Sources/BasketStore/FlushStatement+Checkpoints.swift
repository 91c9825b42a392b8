/// What a checkpoint's first and last chunk take away. The parameter says whose they are.
extension FlushStatement {
    /// What somebody before has left unfinished; and what lies at this very offset: a checkpoint that
    /// could not be used, if the state was rebuilt.
    static let unfinishedSQL = """
        DELETE FROM basketwatch.checkpoint AS gone
        USING (
            SELECT old.partition, old.log_offset
            FROM unnest($1::basketwatch.checkpoint_chunk_row[]) AS new
                JOIN basketwatch.checkpoint AS old ON old.partition = new.partition
            GROUP BY old.partition, old.log_offset, new.log_offset
            HAVING count(*) <> max(old.chunks) OR old.log_offset = new.log_offset
        ) AS half
        WHERE gone.partition = half.partition AND gone.log_offset = half.log_offset
        """

    /// The checkpoints before the one that is whole now, but the first of each day: a replay starts
    /// there as long as `score` has the day's rows. One that still knows a shopper who was forgotten
    /// since goes.
    static let olderSQL = """
        DELETE FROM basketwatch.checkpoint AS gone
        USING (
            SELECT old.partition, old.log_offset, min(old.day) AS day
            FROM unnest($1::basketwatch.checkpoint_chunk_row[]) AS new
                JOIN basketwatch.checkpoint AS old
                    ON old.partition = new.partition AND old.log_offset < new.log_offset
            GROUP BY old.partition, old.log_offset
        ) AS older
        WHERE gone.partition = older.partition AND gone.log_offset = older.log_offset
            AND (older.day IS NULL
                OR to_regclass('basketwatch.score_' || to_char(older.day, 'YYYYMMDD')) IS NULL
                OR EXISTS (
                    SELECT FROM basketwatch.checkpoint AS first
                    WHERE first.partition = older.partition
                        AND first.log_offset < older.log_offset AND first.day = older.day)
                OR EXISTS (
                    SELECT FROM basketwatch.recorded_input AS input
                    WHERE input.partition = older.partition AND input.kind = 'forget'
                        AND input.log_offset >= older.log_offset))
        """
}
