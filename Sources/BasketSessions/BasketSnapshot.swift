import BasketEvents

/// An open session with a basket, as it stands: one row of `basket`.
public struct BasketSnapshot: Sendable {
    public let session: SessionKey
    public let facts: SessionFacts
    /// How often it has been scored.
    public let moments: UInt32
    /// Whether the score it had before still speaks of it: something in the basket, no purchase.
    public let isScorable: Bool
    public let texts: SessionTexts

    public init(
        session: SessionKey, facts: SessionFacts, moments: UInt32, isScorable: Bool,
        texts: SessionTexts
    ) {
        self.session = session
        self.facts = facts
        self.moments = moments
        self.isScorable = isScorable
        self.texts = texts
    }
}
