/// A question that an analyst asks, and its SQL: what the demo shows at its end, and the README too.
struct DemoRecipe {
    let question: String
    let sql: String

    static let all = [
        DemoRecipe(
            question:
                "Which baskets are about to be lost while the shopper is still there, and why?",
            sql: """
                SELECT shopper_id, basketwatch.money_text(basket_value_minor, currency) AS basket,
                       coalesce(basketwatch.money_text(shipping_minor, shipping_currency), 'none yet') AS shipping,
                       silent_seconds, round(risk::numeric, 3) AS risk, reasons
                FROM basketwatch.abandonment_scores
                WHERE risk > 0.9 AND silent_seconds < 600 AND currency = 'EUR'  -- amounts compare within one only
                ORDER BY risk * basket_value_minor DESC NULLS LAST
                LIMIT 5;
                """),
        DemoRecipe(
            question:
                "How does shipping drive shoppers away? Band 0: under 10 % of the basket, 1: under 25 %, "
                + "2: under 50 %, 3: under 100 %, 4: more.",
            sql: """
                SELECT width_bucket(shipping_minor::numeric / nullif(basket_value_minor, 0),
                                    ARRAY[0.1, 0.25, 0.5, 1]) AS shipping_band,
                       count(*) AS baskets,
                       round(100 * avg((outcome = 'abandoned')::integer), 1) AS abandoned_percent
                FROM basketwatch.session_outcomes
                WHERE outcome <> 'merged' AND shipping_currency = currency AND basket_value_minor > 0
                GROUP BY shipping_band
                ORDER BY shipping_band;
                """),
        DemoRecipe(
            question: "Is every record accounted for, and how far behind are we?",
            sql: """
                SELECT l.partition, l.read, l.applied, l.duplicate, l.late, l.quarantined, l.absent, l.lost,
                       s.lag_records, s.ledger_balanced
                FROM basketwatch.ledger AS l
                JOIN basketwatch.stream_lag AS s USING (partition)
                ORDER BY l.partition;
                """),
    ]
}
