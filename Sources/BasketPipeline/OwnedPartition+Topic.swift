import BasketEvents
import BasketSessions
import KafkaLog

/// Whether the log is still the one that was read, and what else is heard of the topic.
extension OwnedPartition {
    /// Where reading begins: at the record before our position, where it can be told by.
    var readingStart: Int64 { anchor?.offset ?? state.ledger.nextOffset }

    /// The topic was away, and another one may have taken its place: the last record is looked for
    /// again, from ``readingStart`` on.
    func doubtLog() {
        anchor = state.lastRecord
        shortSince = nil
    }

    /// Compares what is now where the last record was. Where it is gone (deleted, or compacted away)
    /// nothing can be told by it.
    func compareAnchor(_ records: Slice<UnsafeBufferPointer<LogRecord>>) {
        guard let mark = anchor, let record = records.first(where: { $0.offset >= mark.offset })
        else { return }
        anchor = nil
        if mark.differs(from: record), stop == nil { stop = .madeAnew(at: mark.offset) }
    }

    /// All up to `end` was read from the anchor on, and it was not among it: compacted away.
    func passAnchor(before end: Int64) {
        if end >= state.ledger.nextOffset { anchor = nil }
    }

    /// Takes a broker's word for where the log ends: before our position it is another one. Not at
    /// once, see ``PipelineLimit/shortLog``; and only where we stood there already when it was asked: who
    /// reads at the log's end is always ahead of the last answer.
    func noteEnd(_ answer: EndOffsetProbe.Answer) {
        // What is committed lies in the log, also where it has yet to be run again.
        let next = max(state.ledger.nextOffset, committed)
        guard answer.asked > movedAt, answer.end < next, stop == nil else {
            shortSince = nil
            return
        }
        let since = shortSince ?? answer.asked
        shortSince = since
        if answer.asked - since >= PipelineLimit.shortLog {
            stop = .endsBefore(next, end: answer.end)
        }
    }

    /// Records how many partitions the topic has, where that is news.
    func hear(partitions count: Int32) {
        guard isLive, stop == nil, count > state.topicPartitions else { return }
        do {
            try change(.partitions(count))
        } catch {
            stop = .checkpoint(error)
        }
    }
}
