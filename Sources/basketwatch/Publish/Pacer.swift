import BasketPipeline
import Glibc

/// Holds a stream back to a rate, or to a multiple of event time, by the wall clock.
///
/// With a rate the pace is by count. A paced stream never overtakes the present: a record whose time
/// lies ahead waits until it is now. There are two exceptions. A stream that begins in the future was
/// asked to, and a record a day and more ahead has a wrong clock and is not waited for.
struct Pacer {
    private let stop: StopSignal
    private let began = ContinuousClock.now
    /// Events a second by the wall clock.
    private let rate: Double?
    /// Milliseconds of event time a millisecond of the wall clock.
    private let speedUp: Double?
    /// How long the stream may go on.
    private let duration: Duration?
    private var firstTime: Int64?
    private var beginsAhead = false
    /// The time since `began` when it was last asked for: at least so much has passed.
    private var passed = Duration.zero
    /// The present when it was last asked for, milliseconds since 1970.
    private var present = Int64.min
    /// Whether the last record had to wait: there is time for other things.
    private(set) var hasWaited = false
    /// How far a stream may run ahead before the pacer waits: one wake-up serves many events.
    private static let slack = Duration.milliseconds(5)
    private static let day: Int64 = 86_400_000

    init(rate: Double?, speedUp: Double?, duration: Duration? = nil, stop: StopSignal) {
        self.rate = rate
        self.speedUp = speedUp
        self.duration = duration
        self.stop = stop
    }

    /// Whether records are held back at all.
    var isPaced: Bool { rate != nil || speedUp != nil }

    /// Waits until the record is due; without a pace it always is.
    ///
    /// - Parameters:
    ///   - index: how many records came before it.
    ///   - time: its place in event time, milliseconds since 1970.
    /// - Returns: `false` when the stream was stopped, or its duration was over, before that.
    mutating func wait(_ index: Int, time: Int64) -> Bool {
        guard isPaced else { return true }
        hasWaited = false
        var ahead = millisecondsAhead(time)
        let first = firstTime ?? time
        if firstTime == nil { (firstTime, beginsAhead) = (time, ahead > 0) }
        if beginsAhead { ahead = 0 }
        if ahead >= Pacer.day { return true }

        var due = Duration.zero
        if let rate {
            due = .seconds(Double(index) / rate)
        } else if let speedUp {
            due = .milliseconds(Double(time - first) / speedUp)
        }
        if due > passed + Pacer.slack, !wait(until: due) { return false }
        while ahead > 0 {
            guard wait(until: began.duration(to: .now) + .milliseconds(ahead)) else { return false }
            ahead = millisecondsAhead(time)
        }
        return true
    }

    /// Waits until so much time has passed since the stream began.
    private mutating func wait(until due: Duration) -> Bool {
        passed = began.duration(to: .now)
        if due <= passed + Pacer.slack { return true }
        let end = duration.map { min($0, due) } ?? due
        hasWaited = true
        while passed < end {
            // Not less than a millisecond, which is the least that is waited.
            stop.wait(upTo: max(end - passed, .milliseconds(1)))
            if stop.isRaised { return false }
            passed = began.duration(to: .now)
        }
        return end == due
    }

    /// How far a time lies ahead of the wall clock; 0 when it does not. The clock is asked only of
    /// times beyond the present that is known already.
    private mutating func millisecondsAhead(_ time: Int64) -> Int64 {
        guard time > present else { return 0 }
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        present = Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
        return max(0, time - present)
    }
}
