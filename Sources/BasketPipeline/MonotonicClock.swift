/// A clock that only moves forward: the machine's, or a simulation's.
package protocol MonotonicClock {
    var now: ContinuousClock.Instant { get }
}

extension ContinuousClock: MonotonicClock {}
