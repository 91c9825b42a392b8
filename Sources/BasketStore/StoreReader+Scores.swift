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
        let counts = try connection.query(
            """
            SELECT count(*), count(*) FILTER (WHERE risk >= $1),
                count(*) FILTER (WHERE \(ScoreQuery.condition)), max(risk)
            FROM basketwatch.abandonment_scores
            """, query.values, during: "counting the baskets at risk")
        let rows = try connection.query(
            """
            SELECT session_key, shopper_id, shop_session_id, items, basket_value_minor, currency,
                shipping_minor, shipping_currency, silent_seconds, risk, model_version, cause,
                reasons
            FROM (\(ScoreQuery.selection(query.order))) AS chosen
            """, query.limited, during: "reading the baskets at risk")
        return ScoreTable(
            open: counts.integer(0, 0), atRisk: counts.integer(0, 1),
            matching: counts.integer(0, 2),
            highestRisk: counts.isNull(0, 3) ? nil : counts.double(0, 3),
            rows: (0..<rows.rowCount).map { BasketAtRisk(rows, row: $0) })
    }

    /// The same baskets with all columns of the view, each as one line of JSON: an object,
    /// its reasons a list.
    public func scoreObjects(_ query: ScoreQuery) throws(BasketStoreError) -> [String] {
        let rows = try written(
            """
            SELECT (
                SELECT '{' || string_agg(to_json(key)::text || ':' || CASE key
                    WHEN 'reasons'
                    THEN to_json(coalesce(string_to_array(chosen.reasons, '; '), '{}'))::text
                    ELSE value::text END, ',' ORDER BY place) || '}'
                FROM json_each(row_to_json(chosen)) WITH ORDINALITY AS part(key, value, place)
            )
            FROM (\(ScoreQuery.selection(query.order))) AS chosen
            """, query.limited)
        return rows.rows.map { $0[0] ?? "" }
    }

    /// The same baskets with all columns of the view, as text that `COPY` reads.
    public func scoreRows(_ query: ScoreQuery) throws(BasketStoreError) -> WrittenRows {
        try written(ScoreQuery.selection(query.order), query.limited)
    }

    /// An answer as PostgreSQL writes it, times in UTC.
    private func written(
        _ sql: String, _ values: [SQLValue]
    ) throws(BasketStoreError) -> WrittenRows {
        let operation = "reading the baskets at risk"
        // In a transaction, and for it alone: a pooler may lend the session to others.
        return try connection.transaction(during: operation) { () throws(BasketStoreError) in
            try connection.execute(
                "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'", during: operation)
            let rows = try connection.query(sql, values, asText: true, during: operation)
            let columns = rows.columnNames
            return WrittenRows(
                columns: columns,
                rows: (0..<rows.rowCount).map { row in
                    columns.indices.map { rows.optionalText(row, $0) }
                })
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
