/// What the model says of a moment.
public struct Score: Hashable, Sendable {
    /// The exact sum of the contributions, in units of 2^-20.
    public let logit: Int64
    /// P(no purchase before the session closes), 0 to 1: the logistic function of the logit.
    public let risk: Double

    @inlinable
    public init(logit: Int64, risk: Double) {
        self.logit = logit
        self.risk = risk
    }
}
