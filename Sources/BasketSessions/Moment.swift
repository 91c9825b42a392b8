import BasketEvents

/// A moment at which an open basket is scored, with all that the score is made from.
public struct Moment: Sendable {
    public let session: SessionKey
    /// The record it came with; for a silence noticed by a tick, the record the tick fell behind.
    public let offset: Int64
    /// Its place among the session's moments, from 1: the `k` of the weight 1/k.
    public let ordinal: UInt32
    public let cause: MomentCause
    /// As of when: the session's latest event, or the silence threshold's own time.
    public let time: EventTime
    public let facts: SessionFacts

    public init(
        session: SessionKey, offset: Int64, ordinal: UInt32, cause: MomentCause, time: EventTime,
        facts: SessionFacts
    ) {
        self.session = session
        self.offset = offset
        self.ordinal = ordinal
        self.cause = cause
        self.time = time
        self.facts = facts
    }

    /// How long the shopper had been silent, in milliseconds.
    @inlinable
    public var silenceMilliseconds: Int64 { time.milliseconds - facts.end.milliseconds }
}
