import BasketEvents
import BasketSessions

/// What becomes of late records that belong together: all in one transaction.
public struct Amendment: Sendable {
    /// What they amend.
    public enum Target: Hashable, Sendable {
        /// The outcome of a session that they lie within, or no more than the gap from.
        case outcome(session: Int64, day: Int32)
        /// There is none: they make an outcome of their own.
        case own(session: Int64, day: Int32)
        /// There is none, and without a basket they make none.
        case nothing
    }

    /// A late record and its event.
    public struct Record: Sendable {
        public let place: QuarantinePlace
        public let event: LateEvent
    }

    public let target: Target
    public let records: [Record]
}

/// What came of one late record.
public enum AmendedRecord: Hashable, Sendable {
    /// It amended an outcome, which is `purchased` since then, if that is another than before.
    case amended(session: Int64, isPurchasedNow: Bool)
    /// With others, or alone, it made an outcome.
    case made(session: Int64)
    /// A copy of an event that has amended the same outcome.
    case copy(session: Int64)
    /// No session is near, and it has no basket to tell of.
    case noSession
    /// Somebody else has put it back meanwhile, or has dropped the outcome.
    case taken
}
