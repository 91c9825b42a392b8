import PostgresTesting
import StoryTesting

/// A story's end as rows of text, told and found: what the tables and the expectation both know.
struct StoryRows: Equatable {
    var moments: [String]
    var outcomes: [String]
    var quarantined: [String]
    var baskets: [String]

    init(_ expected: StoryExpectation) {
        moments = expected.moments.map {
            row($0.session, $0.offset, $0.ordinal, $0.cause, $0.timeMs)
        }.sorted()
        outcomes = expected.outcomes.filter { $0.kind != "browsed" }.map {
            row(
                $0.session, $0.kind, $0.survivor, $0.offset, $0.shopperId, $0.hadBasket, $0.moments,
                $0.startMs, $0.endMs, $0.basket.items, $0.basket.products, $0.basket.valueMinor,
                $0.basket.currency, $0.basket.shippingMinor, $0.orderValueMinor, $0.orderCurrency)
        }.sorted()
        quarantined = expected.quarantined.map { row($0.offset, $0.reason) }.sorted()
        baskets = expected.openBaskets.map {
            row(
                $0.session, $0.shopperId, $0.moments, $0.isScorable, $0.basket.items,
                $0.basket.products, $0.basket.valueMinor, $0.basket.currency,
                $0.basket.shippingMinor)
        }.sorted()
    }

    init(_ stream: TestStream, partition: Int) throws {
        let ours = "WHERE basketwatch.session_partition(session_key) = \(partition)"
        let session = "session_key & (1::bigint << 40) - 1"
        func rows(_ columns: [String], _ from: String) throws -> [String] {
            let texts = columns.map { "coalesce((\($0))::text, '-')" }
            let sql =
                "SELECT concat_ws(' ', \(texts.joined(separator: ", "))) FROM basketwatch.\(from)"
            return try stream.query(sql).map { $0.joined() }.sorted()
        }
        func milliseconds(_ column: String) -> String {
            "(extract(epoch FROM \(column)) * 1000)::bigint"
        }
        let contents = [
            "items", "products", "basket_value_minor", "currency", "shipping_minor",
        ]
        moments = try rows(
            [session, "log_offset", "ordinal", "cause", milliseconds("scored_at")],
            "score \(ours)")
        outcomes = try rows(
            [
                session, "kind", "survivor_key & (1::bigint << 40) - 1", "log_offset", "shopper_id",
                "had_basket", "moments", milliseconds("started_at"), milliseconds("ended_at"),
            ] + contents + ["order_value_minor", "order_currency"], "outcome \(ours)")
        quarantined = try rows(
            ["log_offset", "reason"], "quarantine WHERE partition = \(partition)")
        baskets = try rows(
            [session, "shopper_id", "moments", "is_scorable"] + contents, "basket \(ours)")
    }
}

private func row(_ fields: Any?...) -> String {
    fields.map { $0.map { "\($0)" } ?? "-" }.joined(separator: " ")
}
