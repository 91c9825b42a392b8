import BasketEvents

extension StoreReader {
    /// How many sessions of one shopper are read at most.
    private static let sessionLimit: Int64 = 1_000
    /// How many days of one session are read.
    private static let dayLimit = 32

    /// By shopper, first day and limit. silent_seconds is NULL in what is closed: PostgreSQL sees that,
    /// and reads the days' partitions only.
    static let sessionsSQL =
        """
        SELECT session_key, shopper_id, state, survivor_key,
            (extract(epoch FROM started_at) * 1000)::bigint,
            (extract(epoch FROM last_event_at) * 1000)::bigint, silent_seconds,
            views, adds, removes, checkouts, cancels, purchases, items, products,
            basket_value_minor, currency, shipping_minor, shipping_currency,
            order_value_minor, order_currency, device, channel, country, times_scored,
            is_scorable, reasons,
            score_ordinal, cause, (extract(epoch FROM scored_at) * 1000)::bigint,
            CASE WHEN cause <> 'silence' THEN 0 WHEN scored_at >= last_event_at
                THEN floor(extract(epoch FROM scored_at - last_event_at))::bigint END,
            model_version, risk, logit, contributions
        FROM basketwatch.basket_sessions
        WHERE shopper_id = $1 AND (silent_seconds IS NOT NULL OR day >= ($2::date[])[1])
        ORDER BY last_event_at DESC, session_key DESC LIMIT $3
        """

    /// By days and sessions.
    static let momentsSQL =
        """
        SELECT session_key, ordinal, cause, (extract(epoch FROM scored_at) * 1000)::bigint,
            silent_seconds, model_version, risk, logit, contributions
        FROM basketwatch.score_history
        WHERE day = ANY ($1) AND session_key = ANY ($2)
        ORDER BY scored_at, ordinal, session_key
        """

    /// A shopper's sessions with a basket, the latest first; merged ones among them.
    ///
    /// - Parameter time: of those that have closed, only those that started on its day (UTC) or later.
    public func sessions(
        of shopper: String, since time: EventTime
    ) throws(BasketStoreError) -> [BasketSession] {
        let rows = try connection.query(
            StoreReader.sessionsSQL,
            [.text(shopper), .days([time.day]), .int64(StoreReader.sessionLimit)],
            during: "reading the shopper's sessions")
        return (0..<rows.rowCount).map { BasketSession(rows, row: $0) }
    }

    /// The scored moments that are kept of some sessions, in the order of event time.
    public func moments(
        of sessions: [BasketSession]
    ) throws(BasketStoreError) -> [ScoredMoment] {
        // A moment lies on the day that its session started on, as far as was known then. Of a session
        // without end, the first days only.
        let days = Set(
            sessions.flatMap { session in
                (session.startedAt.day...max(session.startedAt.day, session.lastEventAt.day))
                    .prefix(StoreReader.dayLimit)
            })
        let rows = try connection.query(
            StoreReader.momentsSQL, [.days(days.sorted()), .int64s(sessions.map(\.session))],
            during: "reading the sessions' scores")
        return (0..<rows.rowCount).map { ScoredMoment(rows, row: $0, session: 0, from: 1) }
    }

    /// What each place among a model version's contributions speaks of.
    public func features(of version: Int32) throws(BasketStoreError) -> [ModelFeature] {
        let rows = try connection.query(
            """
            SELECT name, meaning FROM basketwatch.model_features
            WHERE model_version = $1 ORDER BY place
            """, [.int32(version)], during: "reading the model's features")
        return (0..<rows.rowCount).map {
            ModelFeature(name: rows.text($0, 0), meaning: rows.text($0, 1))
        }
    }

    /// How many records of a key could not be used, by reason, the commonest first.
    public func quarantined(
        key: String
    ) throws(BasketStoreError) -> [(reason: String, records: Int64)] {
        let rows = try connection.query(
            """
            SELECT reason, count(*) FROM basketwatch.quarantined_records
            WHERE key = convert_to($1, 'UTF8') GROUP BY reason ORDER BY count(*) DESC, reason
            """, [.text(key)], during: "looking for the key in quarantine")
        return (0..<rows.rowCount).map { (rows.text($0, 0), rows.integer($0, 1)) }
    }
}
