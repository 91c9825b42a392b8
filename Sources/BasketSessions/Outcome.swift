import BasketEvents

/// How a session ended.
public enum OutcomeKind: UInt8, CaseIterable, Sendable {
    case purchased
    /// A basket, and no purchase before the session closed.
    case abandoned
    /// No basket. Counted in the funnel and the ledger; leaves no row.
    case browsed
    /// Joined into another session by an event in between; no training example.
    case merged

    public var word: StaticString {
        switch self {
        case .purchased: "purchased"
        case .abandoned: "abandoned"
        case .browsed: "browsed"
        case .merged: "merged"
        }
    }
}

/// Why an outcome is no training example, though it has a label: the session is not all there.
public enum Exclusion: UInt8, CaseIterable, Sendable {
    /// A limit cut it: what comes after counts as another session.
    case cut
    /// The topic got more partitions while it was open: its further events may lie in another one.
    case moved

    public var word: StaticString {
        switch self {
        case .cut: "cut"
        case .moved: "moved"
        }
    }
}

/// A session that ended with a basket, or was merged away.
public struct Outcome: Sendable {
    public let session: SessionKey
    public let kind: OutcomeKind
    /// The session that goes on in its place, for ``OutcomeKind/merged``.
    public let survivor: SessionKey?
    /// The record behind which it ended.
    public let offset: Int64
    public let hadBasket: Bool
    /// `nil`: it is a training example, unless it was merged.
    public let exclusion: Exclusion?
    /// How often it was scored.
    public let moments: UInt32
    public let facts: SessionFacts
    /// What the orders cost in minor units of `orderCurrency`, one value an order id; -1: not said.
    public let orderValueMinor: Int64
    public let orderCurrency: Currency
    public internal(set) var texts: SessionTexts

    public init(
        session: SessionKey, kind: OutcomeKind, survivor: SessionKey?, offset: Int64,
        hadBasket: Bool, exclusion: Exclusion? = nil, moments: UInt32, facts: SessionFacts,
        orderValueMinor: Int64,
        orderCurrency: Currency, texts: SessionTexts
    ) {
        self.session = session
        self.kind = kind
        self.survivor = survivor
        self.offset = offset
        self.hadBasket = hadBasket
        self.exclusion = exclusion
        self.moments = moments
        self.facts = facts
        self.orderValueMinor = orderValueMinor
        self.orderCurrency = orderCurrency
        self.texts = texts
    }
}

/// The texts of a session that people and the shop know it by, in the arena beside it.
public struct SessionTexts: Hashable, Sendable {
    public var shopperID = TextRange.none
    /// The shop's own session id, the latest said.
    public var shopSessionID = TextRange.none
    public var device = TextRange.none
    public var channel = TextRange.none
    public var country = TextRange.none
    /// Values by currency as JSON text (`{"EUR":1200,"USD":500}`), only where there are several.
    public var valuesByCurrency = TextRange.none

    public init() {}
}
