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

    /// - Parameter tables: only these.
    init(
        _ postgres: PrivatePostgres, _ store: StoreSettings, only tables: [String]? = nil
    ) throws {
        let queries = FinalTables.queries.filter { tables?.contains($0.key) ?? true }
        rows = try queries.mapValues { sql in
            let text = "SELECT to_jsonb(t)::text FROM (\(sql)) AS t ORDER BY 1"
            return try postgres.query(store.schema.placed(in: text), at: store).map {
                $0.joined(separator: "|")
            }
        }
    }

    /// The same in short, for tables of millions of rows: each table's count, and the sum of a hash
    /// of every row.
    static func digests(
        _ postgres: PrivatePostgres, _ store: StoreSettings
    ) throws -> [String: String] {
        try queries.mapValues { sql in
            let text = """
                SELECT count(*), coalesce(sum(('x' || left(md5(to_jsonb(t)::text), 15))::bit(60)::bigint), 0)
                FROM (\(sql)) AS t
                """
            return try postgres.query(store.schema.placed(in: text), at: store)
                .map { $0.joined(separator: " rows, ") }.joined()
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
        // Without what a round of retention notes when it comes by.
        "quarantine": """
        SELECT to_jsonb(q) - 'watermark_ms' AS record FROM basketwatch.quarantine AS q
        """,
        "funnel_day": "SELECT * FROM basketwatch.funnel_day",
        "stream_partition": """
        SELECT to_jsonb(p) - 'owner' - 'owner_since' - 'epoch' - 'flush_number' - 'broker_end'
            - 'broker_end_seen_at' - 'updated_at' - 'stopped_at' AS ledger
        FROM basketwatch.stream_partition AS p
        """,
    ]
}
