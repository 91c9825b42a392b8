extension StoreReader {
    /// The open baskets at the highest risk.
    ///
    /// - Parameter silence: leaves shoppers out who have been silent for longer; `nil`: nobody.
    public func scores(
        limit: Int, atLeast risk: Double = 0, silentAtMost silence: Duration? = nil
    ) throws(BasketStoreError) -> ScoreTable {
        var query = ScoreQuery(limit: limit)
        query.atLeast = risk
        query.silentAtMost = silence
        return try scores(query)
    }

    /// The open baskets that are asked for, and how many there are of them.
    public func scores(_ query: ScoreQuery) throws(BasketStoreError) -> ScoreTable {
        try snapshot(during: StoreReader.reading) { () throws(BasketStoreError) in
            let rows = try connection.query(
                """
                SELECT session_key, shopper_id, shop_session_id, items, basket_value_minor, currency,
                    shipping_minor, shipping_currency, silent_seconds, risk, model_version, cause,
                    reasons
                FROM (\(ScoreQuery.selection(query.order))) AS chosen
                """, query.limited, during: StoreReader.reading)
            return ScoreTable(
                count: try count(query),
                rows: (0..<rows.rowCount).map { BasketAtRisk(rows, row: $0) })
        }
    }

    /// The same baskets with all columns of the view, each as one line of JSON: an object,
    /// its reasons a list.
    public func scoreObjects(
        _ query: ScoreQuery
    ) throws(BasketStoreError) -> (count: ScoreCount, objects: [String]) {
        let (count, rows) = try written(
            query,
            """
            SELECT (
                SELECT '{' || string_agg(to_json(key)::text || ':' || CASE key
                    WHEN 'reasons'
                    THEN to_json(coalesce(string_to_array(chosen.reasons, '; '), '{}'))::text
                    ELSE value::text END, ',' ORDER BY place) || '}'
                FROM json_each(row_to_json(chosen)) WITH ORDINALITY AS part(key, value, place)
            )
            FROM (\(ScoreQuery.selection(query.order))) AS chosen
            """)
        return (count, rows.rows.map { $0[0] ?? "" })
    }

    /// The same baskets with all columns of the view, as text that `COPY` reads.
    public func scoreRows(
        _ query: ScoreQuery
    ) throws(BasketStoreError) -> (count: ScoreCount, rows: WrittenRows) {
        try written(query, ScoreQuery.selection(query.order))
    }

    private static let reading = "reading the baskets at risk"

    func count(_ query: ScoreQuery) throws(BasketStoreError) -> ScoreCount {
        let counts = try connection.query(
            """
            SELECT count(*), count(*) FILTER (WHERE risk >= $1),
                count(*) FILTER (WHERE \(ScoreQuery.condition)), max(risk)
            FROM basketwatch.abandonment_scores
            """, query.values, during: "counting the baskets at risk")
        return ScoreCount(
            open: counts.integer(0, 0), atRisk: counts.integer(0, 1),
            matching: counts.integer(0, 2),
            highestRisk: counts.isNull(0, 3) ? nil : counts.double(0, 3))
    }

    /// An answer as PostgreSQL writes it, times in UTC.
    private func written(
        _ query: ScoreQuery, _ sql: String
    ) throws(BasketStoreError) -> (count: ScoreCount, rows: WrittenRows) {
        try snapshot(during: StoreReader.reading) { () throws(BasketStoreError) in
            // In a transaction, and for it alone: a pooler may lend the session to others.
            try connection.execute(
                "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'",
                during: StoreReader.reading)
            let rows = try connection.query(
                sql, query.limited, asText: true, during: StoreReader.reading)
            let columns = rows.columnNames
            let written = WrittenRows(
                columns: columns,
                rows: (0..<rows.rowCount).map { row in
                    columns.indices.map { rows.optionalText(row, $0) }
                })
            return (try count(query), written)
        }
    }
}

extension BasketAtRisk {
    fileprivate init(_ rows: borrowing QueryResult, row: Int) {
        session = rows.integer(row, 0)
        shopperID = rows.text(row, 1)
        shopSessionID = rows.optionalText(row, 2)
        items = rows.integer(row, 3)
        valueMinor = rows.optionalInteger(row, 4)
        currency = rows.optionalText(row, 5)
        shippingMinor = rows.optionalInteger(row, 6)
        shippingCurrency = rows.optionalText(row, 7)
        silentSeconds = rows.integer(row, 8)
        risk = rows.double(row, 9)
        modelVersion = Int32(truncatingIfNeeded: rows.integer(row, 10))
        cause = rows.text(row, 11)
        reasons = (rows.optionalText(row, 12) ?? "").split(separator: "; ").map(String.init)
    }
}
