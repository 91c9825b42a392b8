import BasketStore

/// When the next checkpoint of a partition is due.
struct CheckpointSchedule {
    private let interval: Duration
    private let records: Int64
    private var due: ContinuousClock.Instant
    /// The offset of the newest one, whole or on its way.
    private(set) var lastOffset: Int64
    private var isDemanded = false

    init(
        _ ownership: Ownership, _ settings: ProcessorSettings, isEmbedded: Bool,
        at now: ContinuousClock.Instant
    ) {
        interval =
            isEmbedded ? settings.embeddedCheckpointInterval : settings.checkpointInterval
        records = settings.checkpointRecords.map(Int64.init) ?? .max
        due = now
        lastOffset = ownership.checkpoint?.offset ?? -1
    }

    /// Whether a new owner would have records to run again: ticks alone are recorded anyhow.
    func isWorthIt(at offset: Int64) -> Bool { isDemanded || offset > lastOffset }

    /// How long one has been due, the longest first; `nil`: none is.
    func waiting(at now: ContinuousClock.Instant, _ offset: Int64) -> Duration? {
        guard isWorthIt(at: offset) else { return nil }
        if isDemanded || offset - max(0, lastOffset) >= records { return max(.zero, now - due) }
        return due <= now ? now - due : nil
    }

    /// One is wanted as soon as can be, whatever was stored before.
    mutating func demand() { isDemanded = true }

    /// The one stored at this offset is of no use: another is wanted.
    mutating func replace(_ offset: Int64?) {
        lastOffset = offset ?? lastOffset
        isDemanded = true
    }

    mutating func began(at offset: Int64) {
        isDemanded = false
        lastOffset = offset
    }

    /// The last chunk is on its way.
    mutating func finished(at now: ContinuousClock.Instant) { due = now + interval }
}
