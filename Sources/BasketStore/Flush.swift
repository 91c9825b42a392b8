/// What one worker commits in one transaction: several partitions' parts.
public struct Flush: Sendable {
    /// Each partition once.
    public var partitions: [PartitionFlush]

    public init(partitions: [PartitionFlush] = []) {
        self.partitions = partitions
    }
}

/// What became of a flush, partition by partition, in the flush's order.
public struct FlushReport: Sendable {
    public enum Result: Sendable, Hashable {
        case written
        /// An earlier sending of the same flush had committed; only its reply was lost.
        case alreadyWritten
        /// Another instance has taken the partition over: drop its state and effects.
        case lost
        /// PostgreSQL refused this partition's data twice. The partition must stop; others go on.
        case refused(BasketStoreError)
    }

    public internal(set) var results: [(partition: Int32, result: Result)] = []
}

/// How far a flush is.
public enum FlushProgress: Sendable {
    /// No flush is under way.
    case idle
    /// Call again, at the latest when the socket has something to say.
    case busy
    case finished(FlushReport)
}
