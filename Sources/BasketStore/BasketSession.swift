import BasketEvents

/// A shopper's session with a basket, open or closed: one row of the view `basket_sessions`.
public struct BasketSession: Sendable {
    /// Names the session for good.
    public let session: Int64
    public let shopperID: String
    /// `open`, or how it ended: `purchased`, `abandoned`, `merged`.
    public let state: String
    /// The session that went on in its place, for `merged`.
    public let survivor: Int64?
    public let startedAt: EventTime
    public let lastEventAt: EventTime
    /// By the partition's watermark; `nil`: closed.
    public let silentSeconds: Int64?
    public let counts: EventCounts
    public let items: Int64
    public let products: Int64
    public let value: QuotedAmount?
    /// The latest shipping quote; `nil`: none was shown.
    public let shipping: QuotedAmount?
    /// What the orders cost; `nil`: not said, or it is open.
    public let order: QuotedAmount?
    public let device: String?
    public let channel: String?
    public let country: String?
    public let timesScored: Int64
    /// The latest score of an open session; `nil`: closed, or not scored yet.
    public let latest: ScoredMoment?
    /// Whether `latest` speaks of the basket as it stands: something in it, nothing bought.
    public let isScorable: Bool
    /// What raises the risk most, in words, the strongest first, at most three.
    public let reasons: [String]

    public var isOpen: Bool { state == "open" }

    /// What a shopper did in a session.
    public struct EventCounts: Hashable, Sendable {
        public let views: Int64
        public let adds: Int64
        public let removes: Int64
        public let checkouts: Int64
        public let cancels: Int64
        public let purchases: Int64
    }

    /// An amount as the shop told it: in the currency's minor units.
    public struct QuotedAmount: Hashable, Sendable {
        public let minor: Int64
        public let currency: String
    }
}
