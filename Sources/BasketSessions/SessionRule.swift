import BasketEvents

/// What makes events one session.
public enum SessionRule: Sendable {
    /// A shopper's events, while neighbours lie at most the gap apart: how streams are read.
    case windows
    /// The shop's own session id, for judging models on recordings whose sessions are known; the gap
    /// closes them all the same. A checkout tells that something is in the basket, where the session
    /// knows of no line: what was added in an earlier session. Such a state has no checkpoint.
    case shopSessions

    /// By what an event finds its session.
    @inline(__always)
    func owner(of event: borrowing ShopEvent) -> StableHash {
        let shopper = StableHash(event.shopperID.bytes)
        switch self {
        case .windows: return shopper
        case .shopSessions:
            return StableHash(high: shopper.low, low: StableHash(event.sessionID.bytes).low)
        }
    }

    /// By what an owner of sessions is remembered once they have closed: the shopper.
    @inline(__always)
    func remembered(_ owner: StableHash) -> StableHash {
        switch self {
        case .windows: owner
        case .shopSessions: StableHash(high: owner.high, low: owner.high)
        }
    }

    /// Whether a basket is to be scored.
    @inline(__always)
    func isScorable(_ basket: OpenBasket) -> Bool {
        switch self {
        case .windows: basket.isScorable
        case .shopSessions: basket.isScorable || basket.isCarriedOver
        }
    }
}
