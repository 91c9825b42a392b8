import BasketEvents

/// A score that was given at a moment: one row of the view `score_history`.
public struct ScoredMoment: Hashable, Sendable {
    public let session: Int64
    /// Its place among the session's moments, from 1.
    public let ordinal: Int64
    /// Why it was scored: a word of `MomentCause`.
    public let cause: String
    public let scoredAt: EventTime
    /// How long the shopper had been silent; `nil`: not kept.
    public let silentSeconds: Int64?
    public let modelVersion: Int32
    /// The chance that no purchase comes before the session closes, 0 to 1.
    public let risk: Double
    /// The sum of the contributions, in units of 2^-20.
    public let logit: Int64
    /// In the order of the model's features, in units of 2^-20.
    public let contributions: [Int32]
}
