/// A model that makes or made scores: one row of the view `model_versions`.
public struct ModelVersion: Hashable, Sendable {
    public let version: Int32
    /// The word for its family: `logistic`.
    public let kind: String
    /// What it was fitted on, in words.
    public let trainedOn: String
    /// When it came into this database, by PostgreSQL's clock: milliseconds since 1970.
    public let storedMilliseconds: Int64
    /// How long ago that was, in seconds by the same clock.
    public let ageSeconds: Double
}
