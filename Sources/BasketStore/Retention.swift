/// How long what has happened is kept, in event time behind the watermark; `nil`: for good.
///
/// Counted from the watermark and never from the wall clock, so that data of years ago is not gone as
/// soon as it has been processed.
public struct Retention: Hashable, Sendable {
    /// Scored moments, by the day (UTC) that their session began on.
    public var scores: Duration? = .seconds(90 * 86_400)
    /// Outcomes, by the same day.
    public var outcomes: Duration? = .seconds(730 * 86_400)
    /// Records in quarantine, by the watermark when they came.
    public var quarantine: Duration? = .seconds(30 * 86_400)

    public init() {}

    /// Whether there is anything to do at all.
    public var keepsAll: Bool { scores == nil && outcomes == nil && quarantine == nil }
}

/// What one round of retention has done.
public struct RetentionReport: Hashable, Sendable {
    /// The watermark that was counted back from, that of the partition which is the furthest behind,
    /// in milliseconds since 1970; `nil`: nobody has one yet.
    public var watermarkMilliseconds: Int64?
    /// Days since 1970-01-01 whose scores were dropped.
    public var scoreDays: [Int32] = []
    /// Days since 1970-01-01 whose outcomes were dropped.
    public var outcomeDays: [Int32] = []
    /// Records that were taken out of quarantine.
    public var quarantined = 0
    /// Tables that others kept locked: their days are dropped another time.
    public var busyTables: [String] = []

    public init() {}

    public var hasDropped: Bool {
        !scoreDays.isEmpty || !outcomeDays.isEmpty || quarantined > 0
    }
}
