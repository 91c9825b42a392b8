import BasketEvents

/// What a state knows of the topic that its records lie in.
struct TopicTraces: Hashable {
    /// How many partitions the topic had when that was recorded last; 0: it never was.
    var partitions: Int32 = 0
    /// Sessions that records before this offset opened were open when the topic got partitions.
    var movedBefore: Int64 = 0
    /// The last record that had a timestamp; `nil`: none had.
    var lastRecord: RecordMark?

    /// The topic has so many partitions from `offset` on. With more of them than before keys have
    /// moved: what comes next of a shopper may lie elsewhere.
    mutating func note(partitions count: Int32, at offset: Int64) {
        if partitions > 0, count > partitions { movedBefore = offset }
        partitions = count
    }
}

/// What a record can be known by again in the log: another topic's record at the same offset was
/// hardly written in the same millisecond.
public struct RecordMark: Hashable, Sendable {
    public let offset: Int64
    /// The record's own, in milliseconds since 1970.
    public let timestampMilliseconds: Int64

    @inlinable
    public init(offset: Int64, timestampMilliseconds: Int64) {
        self.offset = offset
        self.timestampMilliseconds = timestampMilliseconds
    }

    /// Whether a record at the same offset is another one than this. One without a timestamp may be
    /// any.
    public func differs(from record: LogRecord) -> Bool {
        guard record.offset == offset, let other = record.timestampMilliseconds else {
            return false
        }
        return other != timestampMilliseconds
    }
}

extension PartitionState {
    /// How many partitions the topic had when that was recorded last; 0: it never was.
    public var topicPartitions: Int32 { traces.partitions }

    /// The last record taken, to be looked for in a log that may be another one.
    public var lastRecord: RecordMark? { traces.lastRecord }

    /// Why a session is no training example though no limit cut it.
    @inline(__always)
    func exclusion(of key: SessionKey) -> Exclusion? {
        key.offset < traces.movedBefore ? .moved : nil
    }
}

extension StateWriter {
    mutating func append(_ traces: TopicTraces) {
        append(small: UInt64(traces.partitions))
        append(small: UInt64(traces.movedBefore))
        append(small: UInt64((traces.lastRecord?.offset ?? -1) + 1))
        append(near: traces.lastRecord?.timestampMilliseconds ?? 0)
    }
}

extension StateReader {
    /// - Parameter next: the offset that the checkpoint is of.
    mutating func traces(before next: Int64) throws(CheckpointError) -> TopicTraces {
        var traces = TopicTraces()
        traces.partitions = try small(as: Int32.self)
        traces.movedBefore = try small(as: Int64.self)
        let mark = try small(as: Int64.self)
        let timestamp = try near()
        guard traces.movedBefore <= next, mark <= next else {
            throw .damaged("it knows of records behind its end")
        }
        if mark > 0 {
            traces.lastRecord = RecordMark(offset: mark - 1, timestampMilliseconds: timestamp)
        }
        return traces
    }
}
