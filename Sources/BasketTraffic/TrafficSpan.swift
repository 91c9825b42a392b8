import BasketEvents

/// A stretch of event time: from when, and for how long.
public struct TrafficSpan: Hashable, Sendable {
    public enum Beginning: Hashable, Sendable {
        /// So long after the shop has opened.
        case afterStart(milliseconds: Int64)
        case at(EventTime)
    }

    public var beginning: Beginning
    /// `nil`: for good.
    public var milliseconds: Int64?

    public init(from beginning: Beginning, milliseconds: Int64? = nil) {
        self.beginning = beginning
        self.milliseconds = milliseconds
    }

    /// The times in it, in milliseconds since 1970, in a shop that opens at `start`.
    public func range(start: EventTime) -> Range<Int64> {
        let first =
            switch beginning {
            case .afterStart(let milliseconds): start.milliseconds + milliseconds
            case .at(let time): time.milliseconds
            }
        return first..<(milliseconds.map { first + $0 } ?? .max)
    }

    var isSound: Bool {
        let first =
            switch beginning {
            case .afterStart(let milliseconds): milliseconds
            case .at(let time): time.milliseconds
            }
        // A century: sums of times stay in their range.
        let century: Int64 = 3_155_760_000_000
        return (0...2 * century).contains(first) && (1...century).contains(milliseconds ?? 1)
    }
}
