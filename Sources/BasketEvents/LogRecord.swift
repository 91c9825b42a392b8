/// One record of a log partition, lent for a moment.
///
/// Ownership: `key` and `value` point into the log client's memory and are gone with the batch.
public struct LogRecord {
    public let partition: Int32
    public let offset: Int64
    /// The record's own timestamp, milliseconds since 1970 UTC; `nil` where the log keeps none.
    public let timestampMilliseconds: Int64?
    /// `nil` base: the record has no key.
    public let key: UnsafeRawBufferPointer
    /// `nil` base: the record has no value (a tombstone).
    public let value: UnsafeRawBufferPointer

    @inlinable
    public init(
        partition: Int32, offset: Int64, timestampMilliseconds: Int64?,
        key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
    ) {
        self.partition = partition
        self.offset = offset
        self.timestampMilliseconds = timestampMilliseconds
        self.key = key
        self.value = value
    }
}
