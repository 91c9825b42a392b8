extension Connection {
    /// See ``FlushWriter/takeOver(_:)``.
    ///
    /// - Parameter patience: how long somebody else's transaction may hold the partition's row.
    func takeOver(
        _ request: TakeOver, patience: Duration
    ) throws(BasketStoreError) -> Ownership {
        do {
            return try takeOverOnce(request, patience: patience)
        } catch {
            guard case .statement(lockTimedOut, _, _, _) = error else { throw error }
            let ended = try endHolders(of: request.partition)
            guard ended > 0 else { throw error }
            var ownership = try takeOverOnce(request, patience: patience)
            ownership.endedSessions = ended
            return ownership
        }
    }

    private func takeOverOnce(
        _ request: TakeOver, patience: Duration
    ) throws(BasketStoreError) -> Ownership {
        try transaction(during: "taking over partition \(request.partition)") {
            () throws(BasketStoreError) in
            try execute(
                "SET LOCAL lock_timeout = \(Int64(patience / .milliseconds(1)))",
                during: "taking over partition \(request.partition)")
            return try takeRow(request)
        }
    }

    /// Ends the sessions whose open transactions hold a partition's row, and waits until they are gone.
    ///
    /// They are a former owner's: the group has given the partition to us. As a rule PostgreSQL has
    /// ended them by their idle time-out; but not one that was cut off between a statement and the
    /// Sync behind it, whose transaction would stay open as long as its connection seems to.
    /// - Returns: how many; 0 too where they are another user's, whose sessions are not ours to end.
    private func endHolders(of partition: Int32) throws(BasketStoreError) -> Int {
        // Whoever locks a row writes its transaction into the row's xmax. Locks shared by several
        // are numbered otherwise there, and nobody takes any; the last condition rules them out.
        let ended = try query(
            """
            SELECT pg_terminate_backend(holder.pid, 5000)
            FROM basketwatch.stream_partition AS p
                JOIN pg_locks AS holder ON holder.locktype = 'transactionid' AND holder.granted
                    AND holder.transactionid = p.xmax
                JOIN pg_stat_activity AS session ON session.pid = holder.pid
            WHERE p.partition = $1 AND pg_has_role(session.usesysid, 'MEMBER')
                AND holder.pid IN (
                    SELECT pid FROM pg_locks
                    WHERE relation = 'basketwatch.stream_partition'::regclass
                        AND mode IN ('RowShareLock', 'RowExclusiveLock'))
            """, [.int32(partition)],
            during: "ending the session that holds partition \(partition)")
        return ended.rowCount
    }
}

private let lockTimedOut = "55P03"
