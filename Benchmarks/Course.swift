import Synchronization

/// How far all readers of a backlog are together; the clock runs from the end of the warm-up.
final class Course: Sendable {
    private let warmUp: Int
    private let end: Int
    private let done = Atomic(0)
    private let start = Mutex<Measure.Instant?>(nil)
    private let result = Mutex<Measure?>(nil)

    init(_ backlog: Backlog) {
        warmUp = backlog.warmUp
        end = backlog.count
    }

    var isOver: Bool { done.load(ordering: .relaxed) >= end }

    /// So many records more have been read.
    func add(_ count: Int) {
        guard count > 0 else { return }
        let now = done.add(count, ordering: .relaxed).newValue
        if now >= warmUp && now - count < warmUp { start.withLock { $0 = Measure.Instant() } }
        if now >= end && now - count < end { finish() }
    }

    /// All is done; after the last record unless said otherwise.
    private func finish() {
        let measure = start.withLock { $0 }?.untilNow
        result.withLock { $0 = $0 ?? measure }
    }

    /// What the backlog took behind the warm-up.
    func measure() throws -> Measure {
        guard let measure = result.withLock({ $0 }) else {
            throw BenchFailure("the backlog was not read to its end")
        }
        return measure
    }
}
