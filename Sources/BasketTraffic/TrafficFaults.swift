/// What goes wrong with events on their way, as shares of all events; an event suffers one fault at most.
///
/// Faults are drawn apart from the shop: with and without them, the same shoppers do the same.
public struct TrafficFaults: Hashable, Sendable {
    /// Events that come later than their place, within the bound.
    public var outOfOrderShare = 0.0
    /// How much later at most, in milliseconds of event time; below what the processor allows (10 s).
    public var outOfOrderMilliseconds: Int64 = 8_000
    /// Events that come so late that their session has closed.
    public var veryLateShare = 0.0
    /// How much later, in milliseconds of event time.
    ///
    /// From 77 minutes on each finds its session closed, in a partition that flows: the longest visit,
    /// a gap of 30 minutes and the allowed disorder have then passed.
    public var veryLateMilliseconds: ClosedRange<Int64> = 4_800_000...14_400_000
    /// Events that come twice, the same bytes.
    public var duplicateShare = 0.0
    /// How much later the second time at most, in milliseconds of event time.
    public var duplicateMilliseconds: Int64 = 8_000
    /// Events whose bytes cannot be read as an event; their key is right.
    public var malformedShare = 0.0

    public init() {}

    /// Every fault, as people and as programs name it, with its share.
    public var byName: [(name: String, field: String, share: Double)] {
        [
            ("out of order", "out_of_order_share", outOfOrderShare),
            ("very late", "very_late_share", veryLateShare),
            ("twice", "duplicate_share", duplicateShare),
            ("malformed", "malformed_share", malformedShare),
        ]
    }

    var problems: [String] {
        let shares = byName.map(\.share)
        var problems: [String] = []
        if !shares.allSatisfy({ (0...1).contains($0) }) || shares.reduce(0, +) > 1 {
            problems.append("the shares of faults must be 0 to 1, and 1 at most together")
        }
        if outOfOrderMilliseconds < 1 || duplicateMilliseconds < 1 {
            problems.append("the bounds of disorder and of duplicates must be 1 ms or more")
        }
        if veryLateMilliseconds.lowerBound < 1 || veryLateMilliseconds.upperBound > 604_800_000 {
            problems.append("very late events must be 1 ms to 7 days late")
        }
        return problems
    }
}
