/// Names a session for good: from the log's generation, the partition and the offset of the record
/// that opened it.
///
/// Packed into a positive 63-bit number: 7 bits generation, 16 partition, 40 offset. Of two merged
/// sessions the lower key survives.
public struct SessionKey: Hashable, Comparable, Sendable {
    public let rawValue: Int64

    /// How many offsets a key can tell apart.
    static let offsets: Int64 = 1 << 40

    @inlinable
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// - Precondition: `generation` < 128, `partition` < 65,536, `offset` < 2^40: what the key holds.
    @inlinable
    public init(generation: UInt8, partition: Int32, offset: Int64) {
        precondition(generation < 128, "A stream's generation fits 7 bits.")
        precondition(partition >= 0 && partition < 1 << 16, "A partition fits 16 bits.")
        precondition(offset >= 0 && offset < 1 << 40, "An offset fits 40 bits.")
        rawValue = Int64(generation) << 56 | Int64(partition) << 40 | offset
    }

    /// The offset of the record that opened the session.
    @inlinable
    public var offset: Int64 { rawValue & (1 << 40 - 1) }

    @inlinable
    public static func < (left: SessionKey, right: SessionKey) -> Bool {
        left.rawValue < right.rawValue
    }
}
