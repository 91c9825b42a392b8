import BasketStore

/// Compares a table's stored rows with replayed ones: both come in the order of their keys.
struct RowMatcher: ~Copyable {
    var tally: RowTally
    /// Whether sessions were given up somewhere.
    var hasReset = false
    private var rows: StoredRows

    init(_ tally: RowTally, _ rows: consuming StoredRows) {
        self.tally = tally
        self.rows = rows
    }

    /// Leaves stored rows that cannot be compared behind.
    mutating func skip(below bound: RowKey, because reason: String) throws {
        while let key = try rows.peek(), key < bound {
            tally.count(reason)
            rows.advance()
        }
    }

    /// Compares the replayed rows, and takes what is stored below `bound` and was not replayed.
    ///
    /// - Parameters:
    ///   - replayed: in the order of their keys.
    ///   - flushes: that they lie in.
    /// - Returns: those that are not stored and need not be, though their day is kept.
    mutating func match(
        _ replayed: [ReplayedRow], in flushes: [PartitionFlush], below bound: RowKey
    ) throws -> [ReplayedRow] {
        var absent: [ReplayedRow] = []
        for row in replayed {
            try takeExtra(below: row.key)
            if try rows.peek() == row.key {
                compare(row, flushes[row.flush])
                rows.advance()
            } else if row.mustBeMissing {
                tally.count(VerifiedTables.forgotten)
            } else if let reason = row.uncomparable {
                tally.count(reason)
            } else if !rows.mayHold(flushes[row.flush], row.index) {
                tally.count(VerifiedTables.dayDropped)
            } else if let reason = row.mayBeMissing {
                tally.count(reason)
                absent.append(row)
            } else {
                tally.missing(row.key)
            }
        }
        try takeExtra(below: bound)
        return absent
    }

    private mutating func takeExtra(below bound: RowKey) throws {
        while let key = try rows.peek(), key < bound {
            if let reason = exemption { tally.count(reason) } else { tally.extra(key) }
            rows.advance()
        }
    }

    private mutating func compare(_ row: ReplayedRow, _ flush: borrowing PartitionFlush) {
        if row.mustBeMissing { return tally.extra(row.key) }
        if let reason = row.uncomparable { return tally.count(reason) }
        let differences = rows.differences(from: flush, row.index)
        if !differences.isEmpty, let reason = exemption { return tally.count(reason) }
        tally.count(row.key, differences, ignoring: row.ignored)
    }

    /// Why the stored row that comes next may be another than was replayed, or need not be replayed.
    private var exemption: String? {
        switch rows.exemption {
        case .amended: VerifiedTables.amended
        case .lost: hasReset ? VerifiedTables.lost : nil
        case .forgottenDay: VerifiedTables.dayDropped
        case nil: nil
        }
    }
}
