import BasketEvents

/// A record that could not be used, with its bytes.
public struct QuarantinedRecord: Sendable {
    public let offset: Int64
    public let reason: RefusalReason
    public let timestampMilliseconds: Int64?
    /// The record's key and value, in the arena; a record over the limit keeps its beginning.
    public let key: TextRange
    public let value: TextRange
    /// The whole value's size in bytes, also where only its beginning is kept.
    public let size: Int

    public init(
        offset: Int64, reason: RefusalReason, timestampMilliseconds: Int64?, key: TextRange,
        value: TextRange, size: Int
    ) {
        self.offset = offset
        self.reason = reason
        self.timestampMilliseconds = timestampMilliseconds
        self.key = key
        self.value = value
        self.size = size
    }
}

/// What one event day gained, by the day (UTC) a session started on, when it closed.
public struct FunnelDay: Hashable, Sendable {
    /// Days since 1970-01-01.
    public let day: Int32
    public var sessions: Int64 = 0
    public var views: Int64 = 0
    public var baskets: Int64 = 0
    public var checkouts: Int64 = 0
    public var purchases: Int64 = 0
    public var browsed: Int64 = 0

    public init(day: Int32) {
        self.day = day
    }

    /// Adds what another flush brought of the same day.
    public mutating func add(_ other: FunnelDay) {
        sessions += other.sessions
        views += other.views
        baskets += other.baskets
        checkouts += other.checkouts
        purchases += other.purchases
        browsed += other.browsed
    }
}

/// What records and ticks led to, in the order it happened: a buffer that is filled, used and
/// cleared.
public struct Effects: Sendable {
    public var moments: [Moment] = []
    public var outcomes: [Outcome] = []
    public var quarantined: [QuarantinedRecord] = []
    public var funnel: [FunnelDay] = []
    /// Open sessions that went without an outcome, since their shoppers were to be forgotten.
    public var forgotten: [SessionKey] = []
    /// The texts that outcomes and quarantined records speak of.
    public var texts = TextArena()

    public init() {}

    public mutating func removeAll() {
        moments.removeAll(keepingCapacity: true)
        outcomes.removeAll(keepingCapacity: true)
        quarantined.removeAll(keepingCapacity: true)
        funnel.removeAll(keepingCapacity: true)
        forgotten.removeAll(keepingCapacity: true)
        texts.removeAll()
    }
}
