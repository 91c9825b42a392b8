/// Offsets that a partition's reader never saw a record at, and what that means.
///
/// A real log leaves offsets out where records were compacted away and where transactions ended;
/// the embedded broker never does, so there a jump is a loss.
public struct OffsetGap: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// The log holds no record there.
        case absent
        /// There were records, and they are gone.
        case lost
    }

    public let kind: Kind
    /// The first offset without a record.
    public let first: Int64
    /// How many there are.
    public let count: Int64

    /// What lies between where we stood and what came next (a record's offset, or a partition's
    /// end).
    ///
    /// `nil`: nothing was left out, or `next` lies behind us.
    @inlinable
    public init?(expected: Int64, next: Int64, isEmbedded: Bool) {
        guard next > expected else { return nil }
        kind = isEmbedded ? .lost : .absent
        first = expected
        count = next - expected
    }

    /// What was lost when `asked` turned out to lie before the log's `start`; `nil` if it lies
    /// behind the log's end: then nothing is missing here, but the topic is another one than it
    /// was.
    public init?(outOfRange asked: Int64, start: Int64) {
        guard start > asked else { return nil }
        kind = .lost
        first = asked
        count = start - asked
    }
}
