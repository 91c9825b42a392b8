import KafkaLog

/// What brokers say of where partitions begin and end.
///
/// A worker names the partitions that it holds; answers about their ends come meanwhile, so that it
/// need not wait for one.
package protocol EndOffsets {
    func add(_ partition: Int32)
    func remove(_ partition: Int32)
    /// The latest answer about a partition; it stays until there is a newer one.
    func answer(_ partition: Int32) -> EndOffsetProbe.Answer?
    /// What brokers last said of the topic as a whole; `nil`: nothing yet.
    var topic: TopicSight? { get }
    /// Asks here and now; `nil` where the answer leaves the partition out.
    func range(
        _ partition: Int32, timeout: Duration
    ) throws(KafkaLogError) -> LogCluster.Range?
}

extension EndOffsets {
    /// A log that is no topic of a broker's has no more to say.
    package var topic: TopicSight? { nil }
}

/// What brokers say of a topic.
package enum TopicSight: Hashable, Sendable {
    /// It is there, with so many partitions.
    case there(partitions: Int32)
    /// It was there, and no broker knows it any more.
    case gone
}
