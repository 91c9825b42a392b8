import Synchronization

/// How often a number fell into which range, as of durations.
public final class Histogram: Sendable {
    /// What was seen so far.
    public struct Reading: Hashable, Sendable {
        /// The upper bounds of the ranges, inclusive, ascending; a last range has none.
        public let bounds: [Double]
        /// How many fell into each range: one more than there are bounds.
        public internal(set) var counts: [Int64]
        public internal(set) var sum: Double

        /// How many were seen.
        public var count: Int64 { counts.reduce(0, +) }

        /// A bound that `share` of all seen did not exceed, as 0.99; `nil` when nothing was seen or it
        /// lies above the last bound.
        public func bound(of share: Double) -> Double? {
            let wanted = Double(count) * share
            var seen: Int64 = 0
            for (place, bound) in bounds.enumerated() {
                seen += counts[place]
                if count > 0 && Double(seen) >= wanted { return bound }
            }
            return nil
        }
    }

    private let state: Mutex<Reading>

    init(bounds: [Double]) {
        precondition(
            zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }, "Bounds must ascend.")
        let counts = [Int64](repeating: 0, count: bounds.count + 1)
        state = Mutex(Reading(bounds: bounds, counts: counts, sum: 0))
    }

    public var reading: Reading { state.withLock { $0 } }

    public func record(_ value: Double) {
        state.withLock { reading in
            let place = reading.bounds.firstIndex { value <= $0 } ?? reading.bounds.count
            reading.counts[place] += 1
            reading.sum += value
        }
    }

    /// Records a duration, in seconds.
    public func record(_ duration: Duration) {
        record(duration / .seconds(1))
    }

    /// Bounds for durations in seconds, from a millisecond to a minute.
    public static let durationBounds: [Double] = [
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60,
    ]
}
