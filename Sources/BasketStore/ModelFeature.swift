/// A place among a model version's contributions: one row of the view `model_features`.
public struct ModelFeature: Hashable, Sendable {
    public let name: String
    /// What it is, in words.
    public let meaning: String
}
