import BasketStore
import BasketTelemetry
import KafkaLog
import Synchronization

/// What all workers of a process have done together: counted for people, not for decisions.
public final class Progress: Sendable {
    private let recordsRead = Atomic(0)
    private let recordsCommitted = Atomic(0)
    private let flushes = Atomic(0)
    private let moments = Atomic(0)
    private let outcomes = Atomic(0)
    private let nextOffsets = Mutex<[Int32: Int64]>([:])
    private let stopped = Mutex<Set<Int32>>([])
    /// The last complaint by its words, so that a broker that is away does not fill the log.
    private let lastComplaint = Mutex<(text: String, at: ContinuousClock.Instant)?>(nil)

    /// One look at the counters.
    public struct Snapshot: Sendable {
        /// Records read.
        public let records: Int
        /// Offsets gone past that are committed.
        public let committed: Int
        public let flushes: Int
        public let moments: Int
        public let outcomes: Int
    }

    public init() {}

    public var snapshot: Snapshot {
        Snapshot(
            records: recordsRead.load(ordering: .relaxed),
            committed: recordsCommitted.load(ordering: .relaxed),
            flushes: flushes.load(ordering: .relaxed),
            moments: moments.load(ordering: .relaxed),
            outcomes: outcomes.load(ordering: .relaxed))
    }

    func addRecords(_ count: Int) {
        recordsRead.add(count, ordering: .relaxed)
    }

    /// - Parameter committed: the next offset as of the partition's flush before.
    func addFlush(_ flush: borrowing PartitionFlush, after committed: Int64) {
        recordsCommitted.add(Int(flush.ledger.nextOffset - committed), ordering: .relaxed)
        flushes.add(1, ordering: .relaxed)
        moments.add(flush.effects.moments.count, ordering: .relaxed)
        outcomes.add(flush.effects.outcomes.count, ordering: .relaxed)
        nextOffsets.withLock { $0[flush.partition] = flush.ledger.nextOffset }
    }

    /// The offset after the last committed one, of each partition that something was written of.
    var committedOffsets: [Int32: Int64] { nextOffsets.withLock { $0 } }

    /// Partitions that this process has stopped reading.
    var stoppedPartitions: Set<Int32> { stopped.withLock { $0 } }

    func addStopped(_ partition: Int32) {
        stopped.withLock { _ = $0.insert(partition) }
    }

    func removeStopped(_ partition: Int32) {
        stopped.withLock { _ = $0.remove(partition) }
    }

    /// Logs what may pass by itself; the same again only after a while.
    func complain(_ log: Log, _ error: KafkaLogError, _ partition: Int32?) {
        let text = "\(error)"
        let now = ContinuousClock.now
        let isNew = lastComplaint.withLock { last in
            if let known = last, known.text == text, now - known.at < .seconds(10) { return false }
            last = (text, now)
            return true
        }
        guard isNew else { return }
        log.warning(
            "Kafka has a difficulty; trying on",
            ["reason": text, "partition": partition.map(String.init) ?? "-"])
    }
}
