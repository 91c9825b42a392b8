import BasketEvents
import BasketSessions

/// Late records: written into the outcomes.
extension QuarantineWriter {
    /// What came of an amendment's records, in their order.
    public typealias Amended = [(place: QuarantinePlace, result: AmendedRecord)]

    /// Amends the outcome, the funnel of its day and the records' marks, in one transaction.
    ///
    /// A session a transaction: it locks one row of the funnel, so that it never crosses a flush.
    public func amend(_ amendment: Amendment) throws(BasketStoreError) -> Amended {
        if case .own(_, let day) = amendment.target {
            _ = try connection.query(
                "SELECT basketwatch.make_days($1)", [.days([day])],
                during: "making the tables of a day")
        }
        return try connection.transaction(during: QuarantineWriter.amending) {
            () throws(BasketStoreError) in try carryOut(amendment, isDry: false)
        }
    }

    /// What ``amend(_:)`` would come to, as things are. Changes nothing.
    public func foresee(_ amendment: Amendment) throws(BasketStoreError) -> Amended {
        try carryOut(amendment, isDry: true)
    }

    private static let amending = "amending an outcome"

    private func carryOut(
        _ amendment: Amendment, isDry: Bool
    ) throws(BasketStoreError) -> Amended {
        let free = try free(amendment.records, isDry: isDry)
        let records = amendment.records.filter { free.contains($0.place) }
        var results: [QuarantinePlace: AmendedRecord] = [:]
        switch amendment.target {
        case .nothing:
            for record in records { results[record.place] = .noSession }
            if !isDry { try mark(records, session: nil) }
        case .outcome(let session, let day), .own(let session, let day):
            guard let before = try outcome(amendment.target, session, day, isDry: isDry) else {
                break
            }
            let (fresh, copies) = try split(records, session: session)
            let events = LateEvents(fresh.map(\.event))
            let isPurchasedNow = before.kind == "abandoned" && events.count(.purchase) > 0
            for record in copies { results[record.place] = .copy(session: session) }
            for record in fresh {
                results[record.place] =
                    before.isNew
                    ? .made(session: session)
                    : .amended(session: session, isPurchasedNow: isPurchasedNow)
            }
            guard !isDry else { break }
            if !fresh.isEmpty {
                if before.isNew {
                    try insert(events, session: session, day: day, fresh)
                } else {
                    try update(events, session: session, day: day, before)
                }
            }
            try mark(fresh, session: session)
            try mark(copies, session: nil)
        }
        return amendment.records.map { ($0.place, results[$0.place] ?? .taken) }
    }

    /// Those that nobody has put back; locked unless it is a dry run.
    private func free(
        _ records: [Amendment.Record], isDry: Bool
    ) throws(BasketStoreError) -> Set<QuarantinePlace> {
        let rows = try connection.query(
            """
            SELECT record.partition, record.log_offset
            FROM basketwatch.quarantine AS record
                JOIN unnest($1::bigint[], $2::bigint[]) AS wanted(partition, log_offset)
                    ON record.partition = wanted.partition
                        AND record.log_offset = wanted.log_offset
            WHERE record.replayed_at IS NULL AND record.generation = basketwatch.stream_generation()
            ORDER BY record.partition, record.log_offset
            \(isDry ? "" : "FOR UPDATE OF record")
            """, places(records), during: QuarantineWriter.amending)
        return Set(
            (0..<rows.rowCount).map {
                QuarantinePlace(
                    partition: Int32(truncatingIfNeeded: rows.integer($0, 0)),
                    offset: rows.integer($0, 1))
            })
    }

    private func places(_ records: [Amendment.Record]) -> [SQLValue] {
        [
            .int64s(records.map { Int64($0.place.partition) }),
            .int64s(records.map(\.place.offset)),
        ]
    }

    private struct Before {
        var kind = ""
        var checkouts: Int64 = 0
        var purchases: Int64 = 0
        /// There is none yet.
        var isNew = false
    }

    /// The outcome as it stands, locked unless it is a dry run; `nil`: it has been dropped meanwhile.
    private func outcome(
        _ target: Amendment.Target, _ session: Int64, _ day: Int32, isDry: Bool
    ) throws(BasketStoreError) -> Before? {
        let rows = try connection.query(
            """
            SELECT kind, checkouts, purchases FROM basketwatch.outcome
            WHERE session_key = $1 AND day = ($2::date[])[1] AND kind <> 'merged'
            \(isDry ? "" : "FOR UPDATE")
            """, [.int64(session), .days([day])], during: QuarantineWriter.amending)
        guard rows.rowCount > 0 else {
            guard case .own = target else { return nil }
            return Before(isNew: true)
        }
        return Before(
            kind: rows.text(0, 0), checkouts: rows.integer(0, 1), purchases: rows.integer(0, 2))
    }

    /// Each event once: those that are new to the outcome, and copies of what it has been told.
    private func split(
        _ records: [Amendment.Record], session: Int64
    ) throws(BasketStoreError) -> (fresh: [Amendment.Record], copies: [Amendment.Record]) {
        let rows = try connection.query(
            """
            SELECT event_id FROM basketwatch.quarantine
            WHERE amended_key = $1 AND event_id = ANY ($2)
            """, [.int64(session), .texts(records.map(\.event.id))],
            during: QuarantineWriter.amending)
        var known = Set((0..<rows.rowCount).map { rows.text($0, 0) })
        var fresh: [Amendment.Record] = []
        var copies: [Amendment.Record] = []
        for record in records {
            if known.insert(record.event.id).inserted {
                fresh.append(record)
            } else {
                copies.append(record)
            }
        }
        return (fresh, copies)
    }

    /// - Parameter session: whose outcome their events are part of from now on.
    private func mark(
        _ records: [Amendment.Record], session: Int64?
    ) throws(BasketStoreError) {
        guard !records.isEmpty else { return }
        _ = try connection.query(
            """
            UPDATE basketwatch.quarantine AS record
            SET replayed_at = now(), amended_key = nullif($4, -1),
                event_id = CASE WHEN $4 <> -1 THEN done.event_id END
            FROM unnest($1::bigint[], $2::bigint[], $3::text[])
                AS done(partition, log_offset, event_id)
            WHERE record.partition = done.partition AND record.log_offset = done.log_offset
                AND record.generation = basketwatch.stream_generation()
            """,
            places(records) + [.texts(records.map(\.event.id)), .int64(session ?? -1)],
            during: QuarantineWriter.amending)
    }
}

// MARK: - What is written

extension QuarantineWriter {
    /// Counts, the order's value where there was none, the end; and with them the funnel.
    private func update(
        _ events: LateEvents, session: Int64, day: Int32, _ before: Before
    ) throws(BasketStoreError) {
        _ = try connection.query(
            """
            UPDATE basketwatch.outcome
            SET views = views + $3, product_views = product_views + $4, adds = adds + $5,
                removes = removes + $6, checkouts = checkouts + $7, cancels = cancels + $8,
                purchases = purchases + $9,
                kind = CASE WHEN kind = 'abandoned' AND $9 > 0 THEN 'purchased' ELSE kind END,
                order_value_minor = CASE WHEN purchases = 0 THEN nullif($10, -1)
                    ELSE order_value_minor END,
                order_currency = CASE WHEN purchases = 0 THEN nullif($11, '')
                    ELSE order_currency END,
                ended_at = greatest(ended_at, to_timestamp($12::bigint / 1000.0)),
                amended_at = now()
            WHERE session_key = $1 AND day = ($2::date[])[1]
            """,
            [.int64(session), .days([day])] + counts(events) + order(events)
                + [.int64(events.end.milliseconds)], during: QuarantineWriter.amending)
        // One that was given up has never been counted there.
        guard before.kind != "lost" else { return }
        let gained = events.count(.purchase) > 0 && before.kind == "abandoned"
        _ = try connection.query(
            """
            UPDATE basketwatch.funnel_day
            SET views = views + $3, checkouts = checkouts + $4, purchases = purchases + $5
            WHERE partition = basketwatch.session_partition($1) AND day = ($2::date[])[1]
            """,
            [
                .int64(session), .days([day]), .int64(Int64(events.count(.view))),
                .int64(before.checkouts == 0 && events.count(.checkout) > 0 ? 1 : 0),
                .int64(gained ? 1 : 0),
            ], during: QuarantineWriter.amending)
    }

    private func insert(
        _ events: LateEvents, session: Int64, day: Int32, _ records: [Amendment.Record]
    ) throws(BasketStoreError) {
        let last = records.map(\.place.offset).max() ?? 0
        _ = try connection.query(
            """
            INSERT INTO basketwatch.outcome (
                session_key, day, views, product_views, adds, removes, checkouts, cancels,
                purchases, order_value_minor, order_currency, ended_at, started_at, shopper_id,
                log_offset, kind, had_basket, moments, items, products, excluded, amended_at)
            VALUES ($1, ($2::date[])[1], $3, $4, $5, $6, $7, $8, $9, nullif($10, -1),
                nullif($11, ''), to_timestamp($12::bigint / 1000.0),
                to_timestamp($13::bigint / 1000.0), $14, $15,
                CASE WHEN $9 > 0 THEN 'purchased' ELSE 'abandoned' END, true, 0, 0, 0, 'late',
                now())
            """,
            [.int64(session), .days([day])] + counts(events) + order(events) + [
                .int64(events.end.milliseconds), .int64(events.start.milliseconds),
                .text(records.first?.event.shopperID ?? ""), .int64(last),
            ], during: QuarantineWriter.amending)
        _ = try connection.query(
            """
            INSERT INTO basketwatch.funnel_day AS old
            VALUES (basketwatch.session_partition($1), ($2::date[])[1], 1, $3, 1, $4, $5, 0)
            ON CONFLICT (partition, day) DO UPDATE
            SET sessions = old.sessions + 1, views = old.views + EXCLUDED.views,
                baskets = old.baskets + 1, checkouts = old.checkouts + EXCLUDED.checkouts,
                purchases = old.purchases + EXCLUDED.purchases
            """,
            [
                .int64(session), .days([day]), .int64(Int64(events.count(.view))),
                .int64(events.count(.checkout) > 0 ? 1 : 0),
                .int64(events.count(.purchase) > 0 ? 1 : 0),
            ], during: QuarantineWriter.amending)
    }

    private func counts(_ events: LateEvents) -> [SQLValue] {
        [
            .int32(events.count(.view)), .int32(events.productViews),
            .int32(events.count(.addToBasket)), .int32(events.count(.removeFromBasket)),
            .int32(events.count(.checkout)), .int32(events.count(.cancel)),
            .int32(events.count(.purchase)),
        ]
    }

    private func order(_ events: LateEvents) -> [SQLValue] {
        [.int64(events.orderValueMinor ?? -1), .text("\(events.orderCurrency)")]
    }
}
