/// A place in one partition of the topic: the offset of the record that comes next.
public struct PartitionOffset: Hashable, Sendable {
    public let partition: Int32
    public let offset: Int64

    public init(partition: Int32, offset: Int64) {
        self.partition = partition
        self.offset = offset
    }
}
