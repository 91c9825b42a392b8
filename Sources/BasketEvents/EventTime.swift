/// A moment in event time: when the shopper did it, by the shop's clock.
///
/// Unit: milliseconds since 1970-01-01 00:00 UTC.
public struct EventTime: Hashable, Comparable, Sendable {
    public var milliseconds: Int64

    @inlinable
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Before every event: what a watermark is until the first event is read.
    public static let distantPast = EventTime(milliseconds: 0)

    @inlinable
    public static func < (left: EventTime, right: EventTime) -> Bool {
        left.milliseconds < right.milliseconds
    }
}
