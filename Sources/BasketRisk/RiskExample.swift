/// A scored moment of a closed session: what was known then, and how the session ended.
public struct RiskExample: Hashable, Sendable {
    /// What was known at the moment, sorted into bins.
    public let bins: RiskBins
    /// Whether no purchase came before the session closed.
    public let isAbandoned: Bool
    /// The moment's place among the session's, from 1.
    public let ordinal: UInt32

    public init(bins: RiskBins, isAbandoned: Bool, ordinal: UInt32) {
        self.bins = bins
        self.isAbandoned = isAbandoned
        self.ordinal = ordinal
    }

    /// How much it counts: 1 / ordinal.
    ///
    /// Known at the moment itself. An abandoned session has more moments than a purchased one, so a
    /// weight that looked at how many followed would tell the label.
    var weight: Double { 1 / Double(max(1, ordinal)) }
}
