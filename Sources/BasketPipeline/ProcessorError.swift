import BasketSessions
import BasketStore
import KafkaLog

/// Why a processor could not start, or stopped by itself.
public enum ProcessorError: Error {
    case kafka(KafkaLogError)
    case store(BasketStoreError)
    /// Stopped partitions, each with its reason, when all else had ended.
    case partitionsStopped([Int32: PartitionStop])
    /// The last flush could not be written: what is not committed is read again next time.
    case notDrained(records: Int64)
    /// The topic was made anew more often than session keys can tell apart.
    case generationsUsedUp
}

/// Why one partition is not read any further while others go on.
public enum PartitionStop: Error {
    /// The log does not hold the offset any more that we go on from.
    case lostOffsets(from: Int64, to: Int64?)
    /// The log ends before the offset that we go on from: it is another one than it was.
    case endsBefore(_ offset: Int64, end: Int64)
    /// The log holds another record at an offset than the one that was read there.
    case madeAnew(at: Int64)
    /// No broker knows the topic any more. Not for good: it may come back.
    case topicGone
    case checkpoint(CheckpointError)
    /// The log does not reach back to where the state would have to be made anew from.
    case cannotRebuild(from: Int64, log: Int64, CheckpointError)
    /// Running again from the checkpoint led elsewhere than to what is committed.
    case rerunDiffers(at: Int64)
    case refused(BasketStoreError)
}

extension PartitionStop: CustomStringConvertible {
    /// The reason, the same for all partitions that share it; its last sentence, without a full stop,
    /// says what to do.
    public var description: String {
        switch self {
        case .lostOffsets:
            "the records that come next are gone from the log, deleted before they were read (or read "
                + "again, if they follow the last checkpoint). Nothing after them was read. Raise the "
                + "topic's retention; to go on without them, start with --on-data-loss skip"
        case .endsBefore:
            "the log ends before the record that comes next: the topic was made anew, or its end was "
                + "lost. Nothing was read. If it was made anew, go on with the new one by `basketwatch run "
                + "--new-generation`, or process it into another schema (--schema NAME)"
        case .madeAnew:
            "the log holds another record where the last one was read: the topic was made anew. Nothing "
                + "of the new one was read. Go on with it by `basketwatch run --new-generation`, or "
                + "process it into another schema (--schema NAME)"
        case .topicGone:
            "the topic is gone from the brokers. Nothing is read until it is back. Restore it, and "
                + "reading goes on if it has the records that come next; make it anew, and go on with "
                + "`basketwatch run --new-generation`"
        case .checkpoint(let error):
            error.withoutFullStop
                + ". Then start the processor again: it tries the partition anew"
        case .cannotRebuild(_, _, let error):
            "its state cannot be made anew: the log does not reach back to the records that this "
                + "takes. Nothing was written. Restore the table checkpoint from a backup; to go on "
                + "without the sessions that were open, start with --on-data-loss skip too. What is "
                + "wrong with the checkpoint: \(error.withoutWayOut)"
        case .rerunDiffers:
            "running the records again from the last checkpoint led to other counts than those "
                + "committed: the log was compacted or changed in between, recorded inputs were "
                + "deleted, or another version of this program wrote them. Nothing was written. Run "
                + "the version that wrote them, or process the topic anew into another schema "
                + "(--schema NAME)"
        case .refused(let error):
            "PostgreSQL refuses its data: \(error.withoutFullStop). Put that right, then start the "
                + "processor again: it tries the partition anew"
        }
    }
}

extension ProcessorError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .kafka(let error): "\(error)"
        case .store(let error): "\(error)"
        case .partitionsStopped(let stops):
            stops.byReason.map { reason, partitions in
                let numbers = PartitionNumbers.inWords(partitions)
                return partitions.count == 1
                    ? "Partition \(numbers) stopped: \(reason)."
                    : "Partitions \(numbers) stopped: \(reason)."
            }.joined(separator: " ")
        case .notDrained(let records):
            "PostgreSQL did not take the last flush in time: \(records) records are not committed. "
                + "Nothing is lost: they are read again at the next start."
        case .generationsUsedUp:
            "The topic was made anew 127 times, which is as often as one stream can tell. Process it "
                + "into another schema: --schema NAME, after `basketwatch migrate --schema NAME`."
        }
    }
}

extension Error {
    /// The description, to stand inside a sentence.
    fileprivate var withoutFullStop: String {
        let text = "\(self)"
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
