/// Something other than a record that a consumer has to tell.
public enum LogEvent: Hashable, Sendable {
    /// The group gave us these partitions. Nothing of them is read before
    /// ``LogConsumer/assign(_:)`` has said from where; the others go on.
    case assigned([Int32])
    /// The group wants these back. They are ours until ``LogConsumer/release(_:)``: flush, then
    /// release all of them. Till then all our partitions stand still.
    case revoking([Int32])
    /// The group has given these to others already: drop their state, then
    /// ``LogConsumer/release(_:)`` them.
    case lost([Int32])
    /// The partition has been read to its end: `offset` is what the next record will have, trailing
    /// transaction markers read past. Said once; again only after the end has moved.
    case endOfPartition(PartitionOffset)
    /// The partition's log does not hold the offset that we asked for. The partition stands still
    /// until ``LogConsumer/seek(_:)`` or `release`.
    case outOfRange(PartitionOffset)
    /// librdkafka goes on trying; `partition` is `nil` where it is no single one's trouble.
    case failed(KafkaLogError, partition: Int32?)
}
