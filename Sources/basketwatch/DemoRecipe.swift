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
                select case when shipping_minor < basket_value_minor / 10 then 'below 10 %'
                            when shipping_minor < basket_value_minor / 4 then '10 to 25 %'
                            when shipping_minor < basket_value_minor / 2 then '25 to 50 %'
                            else '50 % and more' end as shipping_of_basket,
                       count(*) as baskets,
                       round(avg((outcome = 'abandoned')::integer) * 100, 1) as abandoned_percent
                from basketwatch.session_outcomes
                where outcome <> 'merged' and shipping_currency = currency
                group by 1 order by 3;
                """),
        DemoRecipe(
            question: "Is all of it accounted for?",
            sql: """
                select sum(read) as read, sum(applied) as applied, sum(duplicate) as duplicate,
                       sum(late) as late, sum(quarantined) as quarantined,
                       bool_and(offsets_balance and records_balance and sessions_balance
                                and baskets_balance) as balances
                from basketwatch.ledger;
                """),
    ]
}
