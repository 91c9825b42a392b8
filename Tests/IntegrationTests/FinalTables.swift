import BasketStore
import PostgresTesting

/// What a database holds in the end, in a form that two runs can be compared in: each table's rows as
/// text, sorted, without what may differ (owners, epochs, flush numbers, the broker's end, clocks).
struct FinalTables: Equatable {
    /// Rows as JSON, by table.
    let rows: [String: [String]]

    init(_ stream: TestStream) throws {
        try self.init(stream.postgres, stream.store)
    }

    init(_ postgres: PrivatePostgres, _ store: StoreSettings) throws {
        rows = try FinalTables.queries.mapValues { sql in
            let text = "SELECT to_jsonb(t)::text FROM (\(sql)) AS t ORDER BY 1"
            return try postgres.query(store.schema.placed(in: text), at: store).map {
                $0.joined(separator: "|")
            }
        }
    }

    func count(_ table: String) -> Int { rows[table]?.count ?? 0 }

    /// How it differs from the expected tables, a line a row (the first few); empty: not at all.
    func differences(from expected: FinalTables) -> [String] {
        rows.keys.sorted().flatMap { table -> [String] in
            let found = rows[table] ?? []
            let wanted = expected.rows[table] ?? []
            guard found != wanted else { return [] }
            let surplus = Set(found).subtracting(wanted).sorted().prefix(3)
            let missing = Set(wanted).subtracting(found).sorted().prefix(3)
            return ["\(table): \(found.count) rows, \(wanted.count) expected"]
                + surplus.map { "  only found:    \($0)" }
                + missing.map { "  only expected: \($0)" }
        }
    }

    private static let queries = [
        "outcome": "SELECT * FROM basketwatch.outcome",
        "basket": "SELECT * FROM basketwatch.basket",
        "score": "SELECT * FROM basketwatch.score",
        "quarantine": "SELECT * FROM basketwatch.quarantine",
        "funnel_day": "SELECT * FROM basketwatch.funnel_day",
        "stream_partition": """
        SELECT to_jsonb(p) - 'owner' - 'owner_since' - 'epoch' - 'flush_number' - 'broker_end'
            - 'broker_end_seen_at' - 'updated_at' - 'stopped_at' AS ledger
        FROM basketwatch.stream_partition AS p
        """,
    ]
}
