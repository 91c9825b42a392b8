import Glibc

/// Holds a stream back to a rate, or to a multiple of event time, by the wall clock.
///
/// A stream never overtakes the present: where event time reaches now, it goes on at 1x.
struct Pacer {
    private let began = ContinuousClock.now
    /// Events a second by the wall clock.
    private let rate: Double?
    /// Milliseconds of event time a millisecond of the wall clock.
    private let speedUp: Double?
    private var firstTime: Int64?
    private var checked = ContinuousClock.now
    /// How far a stream may run ahead before the pacer sleeps: one wake-up serves many events.
    private static let slack = Duration.milliseconds(5)

    init(rate: Double?, speedUp: Double?) {
        self.rate = rate
        self.speedUp = speedUp
    }

    /// Waits until the record is due.
    ///
    /// - Parameters:
    ///   - index: how many records came before it.
    ///   - time: its place in event time, milliseconds since 1970.
    mutating func wait(_ index: Int, time: Int64) {
        if firstTime == nil { firstTime = time }
        var due = Duration.zero
        if let rate {
            due = .seconds(Double(index) / rate)
        } else if let speedUp, let firstTime {
            due = .milliseconds(Double(time - firstTime) / speedUp)
        }
        let ahead = due - (ContinuousClock.now - began)
        if ahead > Pacer.slack { Pacer.sleep(ahead) }
        waitForPresent(time, index)
    }

    /// Event time that lies ahead of the wall clock is not sent before it is now.
    private mutating func waitForPresent(_ time: Int64, _ index: Int) {
        // The clock is asked now and then; the record's time changes little in between.
        guard index & 0x3F == 0 else { return }
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let ahead = time - (Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000)
        if ahead > 5 { Pacer.sleep(.milliseconds(min(ahead, 1_000))) }
    }

    private static func sleep(_ time: Duration) {
        // In slices, so that a stop signal is seen soon.
        let slice = min(time, .milliseconds(200))
        var wanted = timespec(
            tv_sec: Int(slice.components.seconds),
            tv_nsec: Int(slice.components.attoseconds / 1_000_000_000))
        nanosleep(&wanted, nil)
    }
}
