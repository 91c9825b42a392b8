/// An open basket with its score: one row of the view `abandonment_scores`.
public struct BasketAtRisk: Sendable {
    public let session: Int64
    public let shopperID: String
    public let shopSessionID: String?
    public let items: Int64
    /// In minor units of `currency`; `nil` where the basket has none or several currencies.
    public let valueMinor: Int64?
    public let currency: String?
    /// The latest quote, in minor units of `shippingCurrency`; `nil`: none was shown.
    public let shippingMinor: Int64?
    public let shippingCurrency: String?
    /// How long the shopper has been silent, by the partition's watermark.
    public let silentSeconds: Int64
    /// The chance that no purchase comes before the session closes, 0 to 1.
    public let risk: Double
    public let modelVersion: Int32
    /// Why it was scored: a word of `MomentCause`.
    public let cause: String
    /// What raises the risk most, in words, the strongest first; at most three.
    public let reasons: [String]
}

/// Of how many open baskets those asked for were chosen.
public struct ScoreCount: Sendable {
    /// Open baskets with a score.
    public let open: Int64
    /// Those at or above the asked risk.
    public let atRisk: Int64
    /// Those that are all that was asked for, beyond the limit, too.
    public let matching: Int64
    /// The highest risk of an open basket; `nil`: none is open.
    public let highestRisk: Double?
}

/// The baskets at risk, and of how many they were chosen.
public struct ScoreTable: Sendable {
    public let count: ScoreCount
    /// In the asked order.
    public let rows: [BasketAtRisk]
}
