/// How many of the latest records could not be used.
public struct RecentQuarantine: Sendable {
    /// How many offsets before a partition's next one count as the latest.
    public static let offsets: Int64 = 10_000

    /// The latest offsets of all partitions, ``offsets`` of each at most.
    public let records: Int64
    /// Those that could not be used, as the processor counts them.
    let refused: Int64
    /// Those in quarantine by reason, the commonest first. Late ones, which were good, are not among them.
    /// Where a topic looks wrong these are samples.
    public let reasons: [(reason: String, records: Int64)]

    /// Of each partition in which some came late.
    public let late: [LateRecords]

    /// Those that could not be used. A processor of before 0.2 does not count them: their rows do.
    public var quarantined: Int64 { max(refused, reasons.reduce(0) { $0 + $1.records }) }

    /// 0 to 1; 0 of no records.
    public var share: Double { records > 0 ? Double(quarantined) / Double(records) : 0 }
}

/// How many of a partition's latest records came after their session had closed.
public struct LateRecords: Sendable {
    public let partition: Int32
    public let late: Int64
    /// The latest of the partition, late ones among them.
    public let records: Int64

    /// 0 to 1.
    public var share: Double { records > 0 ? Double(late) / Double(records) : 0 }
}
