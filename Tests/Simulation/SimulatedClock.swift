import BasketPipeline

/// The monotonic clock of one simulated process: the simulation's time.
struct SimulatedClock: MonotonicClock {
    unowned let instance: SimulatedInstance

    /// What the simulation's time 0 is called. Only differences matter.
    static let origin = ContinuousClock.now

    var now: ContinuousClock.Instant {
        SimulatedClock.instant(instance.world.time + instance.timeAfterDeath)
    }

    static func instant(_ microseconds: Int64) -> ContinuousClock.Instant {
        origin + .microseconds(microseconds)
    }
}
