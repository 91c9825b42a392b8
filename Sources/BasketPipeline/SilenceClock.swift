import BasketEvents

/// Moves the watermark of a silent partition on: by the time that surely passed in silence, never to
/// the wall clock.
///
/// Time counts from the last record (or from when we took the partition) to the sending of the last
/// question that a broker answered with "its end is where you are". A stretch over
/// ``longestStretch`` without such an answer does not count: a broker that was away, or a process
/// that was stopped, must close nobody's session. Pure: instants are told.
struct SilenceClock {
    static let longestStretch = Duration.seconds(5)

    private var base: EventTime
    private var credit = Duration.zero
    private var last: ContinuousClock.Instant

    /// Silence begins now, with the partition's watermark.
    init(watermark: EventTime, at now: ContinuousClock.Instant) {
        base = watermark
        last = now
    }

    /// A record came: silence begins anew.
    mutating func recordCame(watermark: EventTime, at now: ContinuousClock.Instant) {
        self = SilenceClock(watermark: watermark, at: now)
    }

    /// Takes a broker's answer that the partition's end was our position.
    ///
    /// - Parameter asked: when the question was sent.
    /// - Returns: the watermark as of then; `nil` if the question was sent before the silence began.
    mutating func confirm(asked: ContinuousClock.Instant) -> EventTime? {
        guard asked > last else { return nil }
        let stretch = last.duration(to: asked)
        last = asked
        if stretch <= SilenceClock.longestStretch { credit += stretch }
        return EventTime(milliseconds: base.milliseconds + credit.wholeMilliseconds)
    }
}

extension Duration {
    var wholeMilliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
