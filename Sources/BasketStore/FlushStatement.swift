/// The statements of a flush, prepared once a connection.
///
/// All but BEGIN and its like take one parameter: an array of keys, or of rows of a type that holds
/// the table's leading columns (so that a table may get more while this program runs).
enum FlushStatement: String, CaseIterable {
    case begin
    case fence
    case giveUpBaskets
    case funnel
    case upsertBaskets
    case keepLastScores
    case deleteBaskets
    case outcomes
    case scores
    case quarantine
    case inputs
    case dropUnfinished
    case checkpoints
    case dropOlder
    case patience
    case forget
    case partitions
    case commit
    case rollback

    var takesRows: Bool {
        switch self {
        case .begin, .patience, .commit, .rollback: false
        default: true
        }
    }

    /// What it is doing, in the words of an error message.
    var operation: String {
        switch self {
        case .begin, .commit, .rollback: "committing a flush"
        case .fence: "locking the partitions of a flush"
        case .funnel: "writing funnel_day"
        case .upsertBaskets, .deleteBaskets, .giveUpBaskets: "writing basket"
        case .outcomes: "writing outcome"
        case .scores, .keepLastScores: "writing score"
        case .quarantine: "writing quarantine"
        case .inputs: "writing recorded_input"
        case .dropUnfinished, .checkpoints, .dropOlder: "writing checkpoint"
        case .patience, .forget: "forgetting a shopper"
        case .partitions: "writing stream_partition"
        }
    }

    var sql: String {
        switch self {
        case .begin: "BEGIN"
        case .commit: "COMMIT"
        case .rollback: "ROLLBACK"
        case .fence:
            // Locked in order, so that two workers wait for each other and never cross.
            """
            SELECT partition, epoch, flush_number FROM basketwatch.stream_partition
            WHERE partition = ANY ($1::bigint[]) ORDER BY partition FOR UPDATE
            """
        case .giveUpBaskets: "SELECT basketwatch.give_up_baskets($1::bigint[])"
        case .funnel: FlushStatement.funnelSQL
        case .upsertBaskets: FlushStatement.basketSQL
        case .keepLastScores:
            """
            INSERT INTO basketwatch.score
            SELECT closed.day, b.session_key, b.score_offset, b.score_ordinal, b.cause, b.scored_at,
                b.model_version, b.logit, b.risk, b.contributions
            FROM unnest($1::basketwatch.score_row[]) AS closed
                JOIN basketwatch.basket AS b ON b.session_key = closed.session_key
            WHERE b.logit IS NOT NULL
            """
        case .deleteBaskets:
            "DELETE FROM basketwatch.basket WHERE session_key = ANY ($1::bigint[])"
        case .outcomes: append("outcome_row", to: "outcome")
        case .scores: append("score_row", to: "score")
        case .quarantine: append("quarantine_row", to: "quarantine")
        case .checkpoints: append("checkpoint_chunk_row", to: "checkpoint")
        case .inputs:
            append("input_row", to: "recorded_input") + """

                ON CONFLICT (partition, log_offset, ordinal)
                DO UPDATE SET kind = EXCLUDED.kind, value = EXCLUDED.value,
                    bytes = EXCLUDED.bytes
                """
        case .dropUnfinished: FlushStatement.unfinishedSQL
        case .dropOlder: FlushStatement.olderSQL
        // It looks through all outcomes: a statement's usual time may not be enough.
        case .patience: "SET LOCAL statement_timeout = '15min'"
        case .forget:
            """
            SELECT basketwatch.forget_rows(request_id, partition, log_offset)
            FROM unnest($1::basketwatch.forget_row[]) ORDER BY request_id, partition
            """
        case .partitions: FlushStatement.partitionSQL
        }
    }

    private func append(_ type: String, to table: String) -> String {
        "INSERT INTO basketwatch.\(table) SELECT * FROM unnest($1::basketwatch.\(type)[])"
    }
}

extension FlushStatement {
    private static let funnelSQL: String = {
        let counts = ["sessions", "views", "baskets", "checkouts", "purchases", "browsed"]
        let sums = counts.map { "sum(\($0))" }.joined(separator: ", ")
        let added = counts.map { "\($0) = old.\($0) + EXCLUDED.\($0)" }.joined(separator: ", ")
        return """
            INSERT INTO basketwatch.funnel_day AS old
            SELECT partition, day, \(sums)
            FROM unnest($1::basketwatch.funnel_row[]) GROUP BY partition, day
            ON CONFLICT (partition, day) DO UPDATE SET \(added)
            """
    }()

    private static let basketSQL: String = {
        let facts = [
            "shopper_id", "shop_session_id", "device", "channel", "country", "started_at",
            "last_event_at", "views", "adds", "removes", "checkouts", "cancels", "purchases",
            "items", "products", "basket_value_minor", "currency", "values_by_currency",
            "shipping_minor", "shipping_currency", "highest_step", "moments", "is_scorable",
        ].map { "\($0) = EXCLUDED.\($0)" }
        // A row without a new score keeps the one it has; is_scorable says whether that still speaks.
        let score = [
            "risk", "logit", "model_version", "cause", "scored_at", "score_ordinal", "score_offset",
            "contributions",
        ].map { "\($0) = coalesce(EXCLUDED.\($0), old.\($0))" }
        return """
            INSERT INTO basketwatch.basket AS old
            SELECT * FROM unnest($1::basketwatch.basket_row[])
            ON CONFLICT (session_key) DO UPDATE SET \((facts + score).joined(separator: ", "))
            """
    }()

    private static let partitionSQL: String = {
        let ledger = LedgerColumns.names.map { "\($0) = new.\($0)" }.joined(separator: ", ")
        return """
            UPDATE basketwatch.stream_partition AS p
            SET flush_number = new.flush_number, \(ledger), watermark_ms = new.watermark_ms,
                broker_end = coalesce(new.broker_end, p.broker_end),
                broker_end_seen_at = coalesce(new.broker_end_seen_at, p.broker_end_seen_at),
                settings = coalesce(new.settings, p.settings),
                refused_recently = new.refused_recently, looks_wrong = new.looks_wrong, updated_at = now()
            FROM unnest($1::basketwatch.stream_partition_row[]) AS new
            WHERE p.partition = new.partition
            """
    }()
}
