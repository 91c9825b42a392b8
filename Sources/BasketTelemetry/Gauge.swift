import Synchronization

/// A number as it stands now: open baskets, seconds behind.
public final class Gauge: Sendable {
    private let bits = Atomic<UInt64>(0)

    init() {}

    public var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    public func set(_ value: Double) {
        bits.store(value.bitPattern, ordering: .relaxed)
    }
}
