import BasketEvents
import BasketSessions

/// Where a stream stands.
public struct StreamStatus: Sendable {
    public let topic: String
    public let group: String
    /// In order of their numbers.
    public let partitions: [PartitionStatus]
    /// Open baskets with something in them, each with a score: those that `scores` counts.
    public let openScores: Int64
    /// The newest model; `nil`: none is stored.
    public let model: ModelVersion?
    public let recentQuarantine: RecentQuarantine
}

/// Where a partition stands, as of its last flush.
public struct PartitionStatus: Sendable {
    public let partition: Int32
    /// `nil`: nobody holds it.
    public let owner: String?
    /// How long that instance has held it, in seconds by PostgreSQL's clock.
    public let ownerAgeSeconds: Double?
    public let epoch: Int64
    public let flushNumber: Int64
    /// `ledger.differences` says whether it balances.
    public let ledger: Ledger
    /// How many of its last ``RecentQuarantine/offsets`` records could not be used.
    public let refusedRecently: Int64
    /// Whether these are so many that only samples of further ones are kept.
    public let looksWrong: Bool
    public let watermark: EventTime
    /// How far the watermark lies behind PostgreSQL's clock, in seconds; `nil` before the first event.
    public let watermarkAgeSeconds: Double?
    /// The end offset a broker last told; `nil`: not yet.
    public let brokerEnd: Int64?
    /// How long ago it told that, in seconds.
    public let brokerEndAgeSeconds: Double?
    /// Records between the next offset and the broker's end; `nil` until a broker has told one.
    public let lag: Int64?
    /// How long ago the last flush was, in seconds by PostgreSQL's clock; `nil`: none yet.
    public let flushAgeSeconds: Double?
    /// Why its owner stopped reading it, and what to do; `nil`: it has not stopped.
    public let stoppedReason: String?
    /// How long ago that was, in seconds by PostgreSQL's clock; `nil`: it has not stopped.
    public let stoppedAgeSeconds: Double?
}
