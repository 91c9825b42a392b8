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
    /// Asks here and now; `nil` where the answer leaves the partition out.
    func range(
        _ partition: Int32, timeout: Duration
    ) throws(KafkaLogError) -> LogCluster.Range?
}
