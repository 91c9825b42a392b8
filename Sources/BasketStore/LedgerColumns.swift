import BasketSessions

/// The ledger as columns of `stream_partition` and of the view `ledger`, in their order.
enum LedgerColumns {
    static let names =
        [
            "first_offset", "next_offset", "read", "absent", "lost", "applied", "duplicate", "late",
            "quarantined", "unkept", "clamped", "keyless", "cut",
        ] + sessionNames("sessions") + sessionNames("baskets")

    static let list = names.joined(separator: ", ")

    private static func sessionNames(_ prefix: String) -> [String] {
        [
            "opened", "open", "purchased", "abandoned", "browsed", "merged", "forgotten", "lost",
        ].map { "\(prefix)_\($0)" }
    }

    /// Adds the columns to a row.
    static func add(_ ledger: Ledger, to rows: inout RowArray) {
        for value in values(ledger) { rows.int64(value) }
    }

    /// What stands in the columns.
    static func values(_ ledger: Ledger) -> [Int64] {
        [
            ledger.firstOffset, ledger.nextOffset, ledger.read, ledger.absent, ledger.lost,
            ledger.applied, ledger.duplicate, ledger.late, ledger.quarantined, ledger.unkept,
            ledger.clamped,
            ledger.keyless, ledger.cut,
        ] + values(ledger.sessions) + values(ledger.baskets)
    }

    private static func values(_ counts: SessionCounts) -> [Int64] {
        [
            counts.opened, counts.open, counts.purchased, counts.abandoned, counts.browsed,
            counts.merged, counts.forgotten, counts.lost,
        ]
    }

    /// Reads the columns from a result, where the first of them is `column`.
    static func read(
        _ result: borrowing QueryResult, row: Int, from column: Int
    ) -> Ledger {
        var ledger = Ledger(firstOffset: result.integer(row, column))
        ledger.nextOffset = result.integer(row, column + 1)
        ledger.read = result.integer(row, column + 2)
        ledger.absent = result.integer(row, column + 3)
        ledger.lost = result.integer(row, column + 4)
        ledger.applied = result.integer(row, column + 5)
        ledger.duplicate = result.integer(row, column + 6)
        ledger.late = result.integer(row, column + 7)
        ledger.quarantined = result.integer(row, column + 8)
        ledger.unkept = result.integer(row, column + 9)
        ledger.clamped = result.integer(row, column + 10)
        ledger.keyless = result.integer(row, column + 11)
        ledger.cut = result.integer(row, column + 12)
        ledger.sessions = counts(result, row, column + 13)
        ledger.baskets = counts(result, row, column + 21)
        return ledger
    }

    private static func counts(
        _ result: borrowing QueryResult, _ row: Int, _ column: Int
    ) -> SessionCounts {
        var counts = SessionCounts()
        counts.opened = result.integer(row, column)
        counts.open = result.integer(row, column + 1)
        counts.purchased = result.integer(row, column + 2)
        counts.abandoned = result.integer(row, column + 3)
        counts.browsed = result.integer(row, column + 4)
        counts.merged = result.integer(row, column + 5)
        counts.forgotten = result.integer(row, column + 6)
        counts.lost = result.integer(row, column + 7)
        return counts
    }
}
