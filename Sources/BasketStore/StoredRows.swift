import BasketSessions

/// The rows of a table one by one, in the order of their keys, a page of them in memory.
public struct StoredRows: ~Copyable {
    public let table: StoredTable
    private let snapshot: StoreSnapshot
    private let types: RowTypes
    private var page: Page?
    private var row = 0
    /// The days that the table (for the funnel: that of outcomes) has partitions for; `nil`: it is not
    /// split by days.
    private let days: Set<Int32>?
    /// Where a replayed row is written as a flush would send it.
    private var scratch: RowArray

    /// What one fetch brought: a class since there is none at times.
    private final class Page {
        let rows: QueryResult
        init(_ rows: consuming QueryResult) { self.rows = rows }
    }

    /// Opens a cursor; one a table and snapshot.
    ///
    /// - Parameter generation: the stream's: rows of sessions before the topic was made anew are left out.
    public init(
        _ table: StoredTable, of partitions: [Int32], generation: UInt8,
        in snapshot: StoreSnapshot
    ) throws(BasketStoreError) {
        let types = try RowTypes(snapshot.connection)
        let days = try snapshot.days(of: table == .funnel ? .outcome : table)
        _ = try snapshot.connection.query(
            table.declareSQL, [.int64s(partitions.map { Int64(generation) << 16 | Int64($0) })],
            during: "reading \(table.rawValue)")
        self.table = table
        self.snapshot = snapshot
        self.types = types
        self.days = days
        scratch = RowArray()
    }

    /// The key of the row that comes next; `nil`: there is none left.
    public mutating func peek() throws(BasketStoreError) -> RowKey? {
        if page.map({ row >= $0.rows.rowCount }) ?? true {
            let next = try snapshot.connection.query(
                table.fetchSQL, during: "reading \(table.rawValue)")
            page = Page(next)
            row = 0
        }
        guard let rows = page?.rows.rowCount, rows > 0, let page else { return nil }
        return RowKey(
            partition: Int32(truncatingIfNeeded: page.rows.integer(row, 0)),
            offset: page.rows.integer(row, 1), session: page.rows.integer(row, 2),
            ordinal: Int32(truncatingIfNeeded: page.rows.integer(row, 3)))
    }

    /// Why the row that comes next may be another than follows from the log; `nil`: it may not.
    ///
    /// - Precondition: ``peek()`` has given a key.
    public var exemption: StoredExemption? {
        guard let page else { return nil }
        if let word = page.rows.optionalText(row, 4) { return StoredExemption(rawValue: word) }
        // The counts of a day may have been amended with outcomes that are gone: the oldest ones go.
        let oldest = days?.min() ?? .max
        let isGone = table == .funnel && Int32(page.rows.integer(row, 1)) < oldest
        return isGone ? .forgottenDay : nil
    }

    /// Leaves the row behind.
    public mutating func advance() { row += 1 }

    /// Whether a replayed row, if it is not stored, should be: its day has not been dropped.
    public func mayHold(_ part: borrowing PartitionFlush, _ index: Int) -> Bool {
        guard let days else { return true }
        switch table {
        case .score: return days.contains(part.effects.moments[index].facts.start.day)
        case .outcome: return days.contains(part.effects.outcomes[index].facts.start.day)
        case .basket, .quarantine, .funnel: return true
        }
    }

    /// Where the row that comes next differs from what a flush would send; empty: nowhere.
    ///
    /// - Parameter index: the row's place among those that the flush has for the table.
    /// - Precondition: ``peek()`` has given a key.
    public mutating func differences(
        from part: borrowing PartitionFlush, _ index: Int
    ) -> [FieldDifference] {
        guard let page else { preconditionFailure("A row is looked at before it is compared.") }
        scratch.start(table.rowType(types))
        scratch.add(part, index, of: table.stage)
        return page.rows.differences(
            row, from: StoredTable.keyColumns, table, scratch.bytes)
    }
}

extension StoreSnapshot {
    /// The days (since 1970) that a table has partitions for; `nil`: it is not split by days.
    func days(of table: StoredTable) throws(BasketStoreError) -> Set<Int32>? {
        let rows = try connection.query(
            """
            SELECT (to_date(right(child.relname, 8), 'YYYYMMDD') - date '1970-01-01')::bigint
            FROM pg_catalog.pg_class AS parent
                JOIN pg_catalog.pg_inherits AS i ON i.inhparent = parent.oid
                JOIN pg_catalog.pg_class AS child ON child.oid = i.inhrelid
            WHERE parent.oid = to_regclass('basketwatch.' || $1) AND parent.relkind = 'p'
                AND child.relname ~ '_[0-9]{8}$'
            UNION ALL
            SELECT NULL FROM pg_catalog.pg_class
            WHERE oid = to_regclass('basketwatch.' || $1) AND relkind <> 'p'
            """, [.text(table.rawValue)], during: "looking for the days of \(table.rawValue)")
        if rows.rowCount == 1, rows.isNull(0, 0) { return nil }
        return Set((0..<rows.rowCount).map { Int32(truncatingIfNeeded: rows.integer($0, 0)) })
    }
}
