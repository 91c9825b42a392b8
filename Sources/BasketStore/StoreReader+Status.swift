import BasketEvents

extension StoreReader {
    /// Where the stream stands; `nil`: no processor has run yet.
    public func status() throws(BasketStoreError) -> StreamStatus? {
        let rows = try connection.query(
            """
            SELECT lag.topic, lag.consumer_group, lag.partition, lag.owner,
                \(StoreReader.age("lag.owner_since")), lag.epoch, lag.flush_number,
                lag.watermark_ms, \(StoreReader.age("lag.watermark")), lag.broker_end,
                \(StoreReader.age("lag.broker_end_seen_at")), lag.lag_records,
                lag.flush_age_seconds, lag.stopped_reason,
                \(StoreReader.age("lag.stopped_at")), lag.refused_recently, lag.looks_wrong,
                \(LedgerColumns.names.map { "ledger.\($0)" }.joined(separator: ", "))
            FROM basketwatch.stream_lag AS lag JOIN basketwatch.ledger USING (partition)
            ORDER BY lag.partition
            """, during: "reading where the stream stands")
        guard rows.rowCount > 0 else { return nil }
        return StreamStatus(
            topic: rows.text(0, 0), group: rows.text(0, 1),
            partitions: (0..<rows.rowCount).map { PartitionStatus(rows, row: $0) },
            openScores: try openScores(), model: try newestModel(),
            recentQuarantine: try recentQuarantine())
    }

    private func openScores() throws(BasketStoreError) -> Int64 {
        try connection.query(
            "SELECT count(*) FROM basketwatch.abandonment_scores", during: "counting open baskets"
        ).integer(0, 0)
    }

    private func newestModel() throws(BasketStoreError) -> ModelVersion? {
        let rows = try connection.query(
            """
            SELECT model_version, kind, trained_on,
                (extract(epoch FROM stored_at) * 1000)::bigint, \(StoreReader.age("stored_at"))
            FROM basketwatch.model_versions ORDER BY model_version DESC LIMIT 1
            """, during: "reading which model there is")
        guard rows.rowCount > 0 else { return nil }
        return ModelVersion(
            version: Int32(truncatingIfNeeded: rows.integer(0, 0)), kind: rows.text(0, 1),
            trainedOn: rows.text(0, 2), storedMilliseconds: rows.integer(0, 3),
            ageSeconds: rows.double(0, 4))
    }

    private func recentQuarantine() throws(BasketStoreError) -> RecentQuarantine {
        let latest = "greatest(first_offset, next_offset - \(RecentQuarantine.offsets))"
        let records = try connection.query(
            "SELECT coalesce(sum(next_offset - \(latest)), 0)::bigint FROM basketwatch.ledger",
            during: "counting the latest records")
        let refused = try connection.query(
            "SELECT coalesce(sum(refused_recently), 0)::bigint FROM basketwatch.stream_lag",
            during: "counting the latest records that could not be used")
        let reasons = try connection.query(
            """
            SELECT bad.reason, sum(bad.records)::bigint
            FROM (SELECT partition, \(latest) AS first FROM basketwatch.ledger) AS latest,
                LATERAL (
                    SELECT reason, count(*) AS records FROM basketwatch.quarantined_records AS record
                    WHERE record.is_current AND record.partition = latest.partition
                        AND record.log_offset >= latest.first AND reason <> 'late'
                    GROUP BY reason
                ) AS bad
            GROUP BY bad.reason ORDER BY 2 DESC, 1
            """, during: "counting the latest records in quarantine")
        let late = try connection.query(
            """
            SELECT latest.partition, late.records, latest.records
            FROM (
                    SELECT partition, \(latest) AS first, next_offset - \(latest) AS records
                    FROM basketwatch.ledger WHERE late > 0
                ) AS latest,
                LATERAL (
                    SELECT count(*) AS records FROM basketwatch.quarantined_records AS record
                    WHERE record.is_current AND record.partition = latest.partition
                        AND record.log_offset >= latest.first AND reason = 'late'
                ) AS late
            WHERE late.records > 0 ORDER BY latest.partition
            """, during: "counting the latest records that came late")
        return RecentQuarantine(
            records: records.integer(0, 0), refused: refused.integer(0, 0),
            reasons: (0..<reasons.rowCount).map { (reasons.text($0, 0), reasons.integer($0, 1)) },
            late: (0..<late.rowCount).map {
                LateRecords(
                    partition: Int32(truncatingIfNeeded: late.integer($0, 0)),
                    late: late.integer($0, 1), records: late.integer($0, 2))
            })
    }

    /// How many seconds ago something was, by PostgreSQL's clock.
    private static func age(_ time: String) -> String {
        "extract(epoch FROM clock_timestamp() - \(time))::double precision"
    }
}

extension PartitionStatus {
    fileprivate init(_ rows: borrowing QueryResult, row: Int) {
        partition = Int32(truncatingIfNeeded: rows.integer(row, 2))
        owner = rows.optionalText(row, 3)
        ownerAgeSeconds = rows.optionalDouble(row, 4)
        epoch = rows.integer(row, 5)
        flushNumber = rows.integer(row, 6)
        watermark = EventTime(milliseconds: rows.integer(row, 7))
        watermarkAgeSeconds = rows.optionalDouble(row, 8)
        brokerEnd = rows.optionalInteger(row, 9)
        brokerEndAgeSeconds = rows.optionalDouble(row, 10)
        lag = rows.optionalInteger(row, 11)
        flushAgeSeconds = rows.optionalDouble(row, 12)
        stoppedReason = rows.optionalText(row, 13)
        stoppedAgeSeconds = rows.optionalDouble(row, 14)
        ledger = LedgerColumns.read(rows, row: row, from: 17)
        refusedRecently = rows.integer(row, 15)
        looksWrong = rows.bool(row, 16)
    }
}
