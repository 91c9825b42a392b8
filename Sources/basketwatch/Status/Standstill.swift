/// How long a number that should grow has not grown.
struct Standstill {
    private var best = Int64.min
    private var since: ContinuousClock.Instant?

    /// - Returns: nothing while it grows, else the time since it last did.
    mutating func duration(at value: Int64, _ now: ContinuousClock.Instant) -> Duration {
        guard let since, value <= best else {
            (best, since) = (value, now)
            return .zero
        }
        return now - since
    }
}
