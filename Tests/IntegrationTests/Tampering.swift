import BasketPipeline

/// Something that was changed by hand in what is stored, and how a verification is to name it.
struct Tampering: Sendable, CustomStringConvertible {
    let table: String
    let sql: String
    /// Whose rows differ.
    let rows: VerifiedKind
    /// In which columns; empty: rows are missing or extra.
    var fields: [String] = []
    var missing = 0
    var extra = 0

    init(_ table: String, _ sql: String, _ rows: VerifiedKind, fields: [String]) {
        (self.table, self.sql, self.rows, self.fields) = (table, sql, rows, fields)
    }

    init(_ table: String, _ sql: String, _ rows: VerifiedKind, missing: Int = 0, extra: Int = 0) {
        (self.table, self.sql, self.rows) = (table, sql, rows)
        (self.missing, self.extra) = (missing, extra)
    }

    var description: String { sql }

    private static let oneScore = "ctid = (SELECT ctid FROM score_a WHERE ordinal = 2 LIMIT 1)"

    /// One row is changed by each. `score_a`, `outcome_a` stand for the fullest day's partition.
    static let all = [
        Tampering(
            "score", "UPDATE score_a SET logit = logit + 1 WHERE \(oneScore)", .scores,
            fields: ["logit"]),
        Tampering(
            "score", "UPDATE score_a SET risk = risk * 1.0000000000000003 WHERE \(oneScore)",
            .scores,
            fields: ["risk"]),
        // The last byte of the fourth number.
        Tampering(
            "score",
            """
            UPDATE score_a SET contributions =
                set_byte(contributions, 15, get_byte(contributions, 15) # 1) WHERE \(oneScore)
            """, .scores, fields: ["contributions."]),
        Tampering(
            "score", "UPDATE score_a SET contributions = '' WHERE \(oneScore)", .scores,
            fields: ["contributions"]),
        Tampering(
            "score",
            """
            UPDATE score_a SET scored_at = scored_at + interval '1 microsecond',
                cause = 'silence', model_version = 7, silence_ms = silence_ms + 1 WHERE \(oneScore)
            """, .scores, fields: ["cause", "scored_at", "model_version", "silence_ms"]),
        Tampering("score", "DELETE FROM score_a WHERE \(oneScore)", .scores, missing: 1),
        Tampering(
            "score", "INSERT INTO score SELECT * FROM score_a WHERE \(oneScore)", .scores, extra: 1),
        Tampering(
            "score", "UPDATE score_a SET log_offset = log_offset + 1 WHERE \(oneScore)", .scores,
            missing: 1, extra: 1),
        Tampering(
            "score", "UPDATE score_a SET log_offset = 1000000000 WHERE \(oneScore)", .scores,
            missing: 1, extra: 1),
        Tampering(
            "outcome",
            "UPDATE outcome_a SET kind = 'purchased' WHERE \(one("outcome_a", "kind = 'abandoned'"))",
            .outcomes, fields: ["kind"]),
        Tampering(
            "outcome",
            """
            UPDATE outcome_a SET basket_value_minor = basket_value_minor + 1, country = NULL,
                shipping_minor = coalesce(shipping_minor, 0) + 1
            WHERE \(one("outcome_a", "basket_value_minor > 0 AND country IS NOT NULL"))
            """, .outcomes, fields: ["country", "basket_value_minor", "shipping_minor"]),
        Tampering(
            "outcome", "DELETE FROM outcome_a WHERE \(one("outcome_a"))", .outcomes, missing: 1),
        Tampering(
            "outcome",
            "UPDATE outcome_a SET session_key = session_key + 100000000 WHERE \(one("outcome_a"))",
            .outcomes, missing: 1, extra: 1),
        Tampering(
            "basket", "UPDATE basket SET items = items + 1 WHERE \(one("basket"))", .baskets,
            fields: ["items"]),
        Tampering(
            "basket",
            """
            UPDATE basket SET is_scorable = NOT is_scorable, score_offset = score_offset - 1
            WHERE \(one("basket", "logit IS NOT NULL"))
            """, .baskets, fields: ["is_scorable", "score_offset"]),
        Tampering("basket", "DELETE FROM basket WHERE \(one("basket"))", .baskets, missing: 1),
        Tampering(
            "quarantine",
            "UPDATE quarantine SET value = set_byte(value, 3, 0) WHERE \(one("quarantine"))",
            .quarantine, fields: ["value"]),
        Tampering(
            "quarantine",
            "UPDATE quarantine SET reason = 'odd', key = 'k', size = 0 WHERE \(one("quarantine"))",
            .quarantine, fields: ["reason", "key", "size"]),
        Tampering(
            "quarantine", "DELETE FROM quarantine WHERE \(one("quarantine"))", .quarantine,
            missing: 1),
        Tampering(
            "quarantine",
            """
            INSERT INTO quarantine SELECT partition, log_offset + 100000000, reason, logged_at, key,
                value, size FROM quarantine WHERE \(one("quarantine"))
            """, .quarantine, extra: 1),
        Tampering(
            "funnel_day", "UPDATE funnel_day SET views = views + 1 WHERE \(one("funnel_day"))",
            .funnel, fields: ["views"]),
        Tampering(
            "funnel_day", "DELETE FROM funnel_day WHERE \(one("funnel_day"))", .funnel, missing: 1),
        Tampering(
            "funnel_day",
            "INSERT INTO funnel_day VALUES (1, '2030-01-01', 1, 1, 0, 0, 0, 1)", .funnel, extra: 1),
        Tampering(
            "stream_partition",
            """
            UPDATE stream_partition SET late = late + 1, applied = applied - 1,
                watermark_ms = watermark_ms + 1 WHERE partition = 1
            """, .ledger, fields: ["applied", "late", "watermark_ms"]),
        Tampering(
            "stream_partition",
            "UPDATE stream_partition SET settings = set_byte(settings, 0, 1) WHERE partition = 0",
            .ledger, fields: ["settings"]),
    ]

    private static func one(_ table: String, _ condition: String = "true") -> String {
        "ctid = (SELECT ctid FROM \(table) WHERE \(condition) LIMIT 1)"
    }
}
