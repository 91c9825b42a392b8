/// A question that an analyst asks, and its SQL: what the demo shows at its end.
struct DemoRecipe {
    let question: String
    let sql: String

    static let all = [
        DemoRecipe(
            question: "Which baskets are about to be lost, and why?",
            sql: """
                select shopper_id, basket_value_minor, shipping_minor, currency,
                       round(risk::numeric, 2) as risk, reasons
                from basketwatch.abandonment_scores order by risk desc limit 5;
                """),
        DemoRecipe(
            question: "How does shipping drive shoppers away?",
            sql: """
                select width_bucket(shipping_minor::numeric / nullif(basket_value_minor, 0),
                                    array[0.05, 0.1, 0.25, 0.5, 1]) as shipping_band,
                       count(*) as baskets,
                       round(100.0 * count(*) filter (where kind = 'abandoned') / count(*), 1)
                         as abandoned_percent
                from basketwatch.outcomes
                where kind in ('abandoned', 'purchased') and shipping_minor is not null
                group by 1 order by 1;
                """),
        DemoRecipe(
            question: "Is all of it accounted for?",
            sql: """
                select sum(read) as read, sum(applied) as applied, sum(duplicate) as duplicate,
                       sum(late) as late, sum(quarantined) as quarantined,
                       bool_and(ledger_balanced) as balances
                from basketwatch.stream_lag;
                """),
    ]
}
