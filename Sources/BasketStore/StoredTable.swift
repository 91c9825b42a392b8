/// A table whose rows follow from the log, as it is read for a comparison: in the order of its keys.
public enum StoredTable: String, CaseIterable, Sendable {
    case score
    case outcome
    case basket
    case quarantine
    case funnel = "funnel_day"

    /// What a flush sends the rows as.
    var stage: FlushBody.Stage {
        switch self {
        case .score: .scores
        case .outcome: .outcomes
        case .basket: .baskets
        case .quarantine: .quarantine
        case .funnel: .funnel
        }
    }

    /// The type that those rows have.
    func rowType(_ types: RowTypes) -> RowType {
        switch self {
        case .score: types.score
        case .outcome: types.outcome
        case .basket: types.basket
        case .quarantine: types.quarantine
        case .funnel: types.funnel
        }
    }

    /// How many columns of a fetched row come before those of the row type: its ``RowKey`` and why it
    /// follows from something else than the log (NULL: it does not).
    static let keyColumns = 5

    /// Opens the cursor. By the partitions as the keys of their sessions begin, generation and all
    /// (`$1`).
    var declareSQL: String {
        switch self {
        case .score: StoredTable.scoreSQL
        case .outcome: StoredTable.outcomeSQL
        case .basket: StoredTable.basketSQL
        case .quarantine:
            """
            DECLARE stored_quarantine NO SCROLL CURSOR FOR
            SELECT partition, log_offset, log_offset, 0, NULL::text,
                partition, log_offset, reason, logged_at, key, value, size
            FROM basketwatch.quarantine
            WHERE (generation::bigint << 16 | partition) = ANY ($1::bigint[])
            ORDER BY partition, log_offset
            """
        case .funnel:
            """
            DECLARE stored_funnel NO SCROLL CURSOR FOR
            SELECT f.partition, (f.day - date '1970-01-01')::bigint, 0::bigint, 0,
                CASE WHEN amended.day IS NOT NULL THEN 'amended' END,
                f.partition, f.day, sessions, views, baskets, checkouts, purchases, browsed
            FROM basketwatch.funnel_day AS f LEFT JOIN (
                SELECT DISTINCT day, ((session_key >> 40) & 65535)::integer AS partition
                FROM basketwatch.outcome WHERE amended_at IS NOT NULL
            ) AS amended ON amended.day = f.day AND amended.partition = f.partition
            WHERE f.partition = ANY (SELECT (prefix & 65535)::integer FROM unnest($1::bigint[]) AS prefix)
            ORDER BY f.partition, f.day
            """
        }
    }

    /// Fetches the next page: of quarantined records fewer, since they may be large.
    var fetchSQL: String {
        switch self {
        case .score: "FETCH 2000 FROM stored_score"
        case .outcome: "FETCH 2000 FROM stored_outcome"
        case .basket: "FETCH 2000 FROM stored_basket"
        case .quarantine: "FETCH 100 FROM stored_quarantine"
        case .funnel: "FETCH 2000 FROM stored_funnel"
        }
    }
}

extension StoredTable {
    private static let scoreSQL = """
        DECLARE stored_score NO SCROLL CURSOR FOR
        SELECT ((session_key >> 40) & 65535)::integer, log_offset, session_key, ordinal, NULL::text,
            day, session_key, log_offset, ordinal, cause, scored_at, model_version, logit, risk,
            contributions, silence_ms
        FROM basketwatch.score WHERE session_key >> 40 = ANY ($1::bigint[])
        ORDER BY session_key >> 40, log_offset, session_key, ordinal
        """

    private static let outcomeSQL = """
        DECLARE stored_outcome NO SCROLL CURSOR FOR
        SELECT ((session_key >> 40) & 65535)::integer, log_offset, session_key, 0,
            CASE WHEN amended_at IS NOT NULL THEN 'amended' WHEN kind = 'lost' THEN 'lost' END,
            day, session_key, kind, survivor_key, log_offset, had_basket, moments, shopper_id,
            shop_session_id, device, channel, country, started_at, ended_at, views, product_views,
            adds, removes, checkouts, cancels, purchases, items, products, basket_value_minor,
            currency, values_by_currency, shipping_minor, shipping_currency, highest_step,
            order_value_minor, order_currency, excluded
        FROM basketwatch.outcome WHERE session_key >> 40 = ANY ($1::bigint[])
        ORDER BY session_key >> 40, log_offset, session_key
        """

    private static let basketSQL = """
        DECLARE stored_basket NO SCROLL CURSOR FOR
        SELECT ((session_key >> 40) & 65535)::integer, 0::bigint, session_key, 0, NULL::text,
            session_key, shopper_id, shop_session_id, device, channel, country, started_at,
            last_event_at, views, adds, removes, checkouts, cancels, purchases, items, products,
            basket_value_minor, currency, values_by_currency, shipping_minor, shipping_currency,
            highest_step, moments, is_scorable, risk, logit, model_version, cause, scored_at,
            score_ordinal, score_offset, contributions
        FROM basketwatch.basket WHERE session_key >> 40 = ANY ($1::bigint[])
        ORDER BY session_key
        """
}
