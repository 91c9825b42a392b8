/// Which open baskets are asked for, and in which order.
public struct ScoreQuery: Hashable, Sendable {
    /// What the first rows have most of.
    public enum Order: String, CaseIterable, Sendable {
        case risk
        /// By the amount as it stands, whatever its currency: nothing is converted.
        case value
        /// By what is at stake: the risk times the amount, whatever its currency.
        case stake
        case silence
        /// The shipping quote as a share of the basket's value, where both have one currency.
        case shippingShare = "shipping-share"
    }

    /// The least risk, 0 to 1.
    public var atLeast = 0.0
    /// Only this shopper's baskets; `nil`: everybody's.
    public var shopperID: String?
    /// Leaves shoppers out who have been silent for longer; `nil`: nobody.
    public var silentAtMost: Duration?
    public var order = Order.risk
    /// How many rows at most.
    public var limit: Int

    public init(limit: Int) {
        self.limit = limit
    }
}

extension ScoreQuery {
    /// What a row must be; its values are ``values``.
    static let condition = """
        risk >= $1 AND silent_seconds <= $2 AND ($3 = '' OR shopper_id = $3)
        """

    var values: [SQLValue] {
        // No shopper's id is empty.
        [
            .double(atLeast), .int64(silentAtMost?.components.seconds ?? .max),
            .text(shopperID ?? ""),
        ]
    }

    /// The rows asked for. Their limit is the fourth value.
    static func selection(_ order: Order) -> String {
        """
        SELECT * FROM basketwatch.abandonment_scores
        WHERE \(condition) ORDER BY \(order.sql), risk DESC, session_key LIMIT $4
        """
    }

    var limited: [SQLValue] { values + [.int64(Int64(max(limit, 0)))] }
}

extension ScoreQuery.Order {
    fileprivate var sql: String {
        switch self {
        case .risk: "risk DESC"
        case .value: "basket_value_minor DESC NULLS LAST"
        case .stake: "risk * basket_value_minor DESC NULLS LAST"
        case .silence: "silent_seconds DESC"
        case .shippingShare:
            """
            CASE WHEN shipping_currency = currency
                THEN shipping_minor::double precision / nullif(basket_value_minor, 0)
            END DESC NULLS LAST
            """
        }
    }
}
