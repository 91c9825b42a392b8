import Synchronization

/// A number of things that have happened. It only grows, and starts at 0 with the process.
public final class Counter: Sendable {
    private let count = Atomic<Int64>(0)

    init() {}

    public var value: Int64 { count.load(ordering: .relaxed) }

    public func add(_ amount: Int64 = 1) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }
}
