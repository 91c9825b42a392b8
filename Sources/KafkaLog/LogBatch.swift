import BasketEvents

/// What one poll brought.
///
/// Ownership: the records, with their keys and values, are lent until the consumer's next call.
///
/// Order: a partition's records come in its own order; partitions are mixed. The records come
/// before the events: what was read before a revocation belongs to what is flushed for it. An end
/// of partition that records of the same batch have passed is left out.
public struct LogBatch {
    public let records: UnsafeBufferPointer<LogRecord>
    public let events: [LogEvent]

    public init(records: UnsafeBufferPointer<LogRecord>, events: [LogEvent]) {
        self.records = records
        self.events = events
    }

    public var isEmpty: Bool { records.isEmpty && events.isEmpty }
}
