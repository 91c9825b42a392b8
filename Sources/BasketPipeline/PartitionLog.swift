import KafkaLog

/// What a worker reads its partitions from, as a member of a group: Kafka, or a simulation of it.
///
/// The methods mean what those of `LogConsumer` say.
package protocol PartitionLog: ~Copyable {
    mutating func poll(
        limit: Int, timeoutMilliseconds: Int32
    ) throws(KafkaLogError) -> LogBatch
    mutating func assign(_ places: [PartitionOffset]) throws(KafkaLogError)
    mutating func release(_ partitions: [Int32]) throws(KafkaLogError)
    mutating func seek(_ place: PartitionOffset) throws(KafkaLogError)
    mutating func pause(_ partitions: [Int32]) throws(KafkaLogError)
    mutating func resume(_ partitions: [Int32]) throws(KafkaLogError)
    func commit(_ places: [PartitionOffset])
}

extension LogConsumer: PartitionLog {}
