/// When to try again: waits that double from the first to the longest.
struct Backoff {
    private let first: Duration
    private let longest: Duration
    private var next: Duration
    /// `nil`: at once.
    private var due: ContinuousClock.Instant?

    init(first: Duration = PipelineLimit.firstRetry, longest: Duration = PipelineLimit.lastRetry) {
        self.first = first
        self.longest = longest
        next = first
    }

    func isDue(at now: ContinuousClock.Instant) -> Bool { due.map { now >= $0 } ?? true }

    /// Something failed: the next try comes later than the last.
    mutating func fail(at now: ContinuousClock.Instant) {
        due = now + next
        next = min(next * 2, longest)
    }

    mutating func succeed() {
        next = first
        due = nil
    }
}
