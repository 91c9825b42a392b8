import BasketEvents

/// Reads what people ask for, through the public views: the reader's role is enough.
public struct StoreReader: ~Copyable {
    private let connection: Connection

    /// Connects and checks the schema's version.
    public init(_ settings: StoreSettings) throws(BasketStoreError) {
        connection = try Connection.checked(settings)
    }

    /// The open baskets at the highest risk.
    ///
    /// - Parameter silence: leaves shoppers out who have been silent for longer; `nil`: nobody.
    public func scores(
        limit: Int, atLeast risk: Double = 0, silentAtMost silence: Duration? = nil
    ) throws(BasketStoreError) -> ScoreTable {
        let counts = try connection.query(
            """
            SELECT count(*), count(*) FILTER (WHERE risk >= $1)
            FROM basketwatch.abandonment_scores
            """, [.double(risk)], during: "counting the baskets at risk")
        let rows = try connection.query(
            """
            SELECT session_key, shopper_id, shop_session_id, items, basket_value_minor, currency,
                shipping_minor, shipping_currency, silent_seconds, risk, model_version, cause,
                reasons
            FROM basketwatch.abandonment_scores
            WHERE risk >= $1 AND silent_seconds <= $3
            ORDER BY risk DESC, session_key LIMIT $2
            """,
            [
                .double(risk), .int64(Int64(max(limit, 0))),
                .int64(silence?.components.seconds ?? .max),
            ],
            during: "reading the baskets at risk")
        return ScoreTable(
            open: counts.integer(0, 0), atRisk: counts.integer(0, 1),
            rows: (0..<rows.rowCount).map { BasketAtRisk(rows, row: $0) })
    }

    /// Where the stream stands; `nil`: no processor has run yet.
    public func status() throws(BasketStoreError) -> StreamStatus? {
        let rows = try connection.query(
            """
            SELECT lag.topic, lag.consumer_group, lag.partition, lag.owner, lag.epoch,
                lag.flush_number, lag.watermark_ms, lag.broker_end, lag.lag_records,
                lag.flush_age_seconds, lag.stopped_reason,
                extract(epoch FROM clock_timestamp() - lag.stopped_at)::double precision,
                \(LedgerColumns.names.map { "ledger.\($0)" }
                    .joined(separator: ", "))
            FROM basketwatch.stream_lag AS lag JOIN basketwatch.ledger USING (partition)
            ORDER BY lag.partition
            """, during: "reading where the stream stands")
        guard rows.rowCount > 0 else { return nil }
        return StreamStatus(
            topic: rows.text(0, 0), group: rows.text(0, 1),
            partitions: (0..<rows.rowCount).map { PartitionStatus(rows, row: $0) })
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

extension PartitionStatus {
    fileprivate init(_ rows: borrowing QueryResult, row: Int) {
        partition = Int32(truncatingIfNeeded: rows.integer(row, 2))
        owner = rows.optionalText(row, 3)
        epoch = rows.integer(row, 4)
        flushNumber = rows.integer(row, 5)
        watermark = EventTime(milliseconds: rows.integer(row, 6))
        brokerEnd = rows.optionalInteger(row, 7)
        lag = rows.optionalInteger(row, 8)
        flushAgeSeconds = rows.isNull(row, 9) ? nil : rows.double(row, 9)
        stoppedReason = rows.optionalText(row, 10)
        stoppedAgeSeconds = rows.isNull(row, 11) ? nil : rows.double(row, 11)
        ledger = LedgerColumns.read(rows, row: row, from: 12)
    }
}
