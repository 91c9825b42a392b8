import BasketTelemetry
import KafkaLog
import Synchronization

/// Asks the brokers again and again where the partitions end that this process owns.
///
/// One thread for all workers: a question may block while a broker is away, a worker must not.
package final class EndOffsetProbe: EndOffsets, Sendable {
    /// A broker's answer.
    package struct Answer: Sendable {
        let end: Int64
        /// When the question was sent, by the monotonic clock.
        let asked: ContinuousClock.Instant
        /// When the answer was there, milliseconds since 1970 by the wall clock.
        let seenMilliseconds: Int64

        package init(end: Int64, asked: ContinuousClock.Instant, seenMilliseconds: Int64) {
            self.end = end
            self.asked = asked
            self.seenMilliseconds = seenMilliseconds
        }
    }

    private struct State {
        /// How many workers hold a partition: two for a moment, where one has yet to learn that the
        /// group has given it to the other.
        var holders: [Int32: Int] = [:]
        var answers: [Int32: Answer] = [:]
    }

    private let state = Mutex(State())
    private let stop = StopSignal()
    private let cluster: LogCluster
    private let topic: String
    private let interval: Duration
    private let log: Log

    init(_ cluster: LogCluster, topic: String, every interval: Duration, log: Log) {
        self.cluster = cluster
        self.topic = topic
        self.interval = interval
        self.log = log
    }

    /// Takes what a broker has told already: a run that ends before the next question has an answer, too.
    func know(_ answers: [Int32: Answer]) {
        state.withLock { $0.answers.merge(answers) { known, _ in known } }
    }

    package func add(_ partition: Int32) {
        state.withLock { state in
            state.holders[partition, default: 0] += 1
            if let known = state.answers[partition],
                known.asked + PipelineLimit.firstAnswer < .now
            {
                state.answers[partition] = nil
            }
        }
    }

    package func remove(_ partition: Int32) {
        state.withLock {
            let left = ($0.holders[partition] ?? 1) - 1
            $0.holders[partition] = left > 0 ? left : nil
            if left <= 0 { $0.answers[partition] = nil }
        }
    }

    /// The partitions that this process holds.
    var partitions: Set<Int32> { state.withLock { Set($0.holders.keys) } }

    /// The latest answer about a partition; it stays until there is a newer one.
    package func answer(_ partition: Int32) -> Answer? {
        state.withLock { $0.answers[partition] }
    }

    package func range(
        _ partition: Int32, timeout: Duration
    ) throws(KafkaLogError) -> LogCluster.Range? {
        try cluster.ranges(topic, partitions: [partition], timeout: timeout)[partition]
    }

    /// Records between what is committed and the ends that the brokers told, of what we hold.
    func lag(behind committed: [Int32: Int64]) -> Int64 {
        state.withLock { state in
            state.answers.reduce(0) { sum, answer in
                sum + max(0, answer.value.end - (committed[answer.key] ?? answer.value.end))
            }
        }
    }

    func start() -> WorkerThread {
        WorkerThread.start(named: "end-offsets") { [self] in
            while !stop.isRaised {
                ask()
                stop.wait(upTo: interval)
            }
        }
    }

    func finish(_ thread: WorkerThread) {
        stop.raise()
        thread.join()
    }

    private func ask() {
        let owned = state.withLock { $0.holders.keys.sorted() }
        guard !owned.isEmpty else { return }
        let asked = ContinuousClock.now
        do {
            let ends = try cluster.endOffsets(topic, partitions: owned, timeout: .seconds(1))
            let seen = WallClock.milliseconds
            state.withLock { state in
                for (partition, end) in ends where state.holders[partition] != nil {
                    state.answers[partition] = Answer(
                        end: end, asked: asked, seenMilliseconds: seen)
                }
            }
        } catch {
            // No answer is an answer too: silent partitions stand still until one comes.
            log.debug("no answer about the partitions' ends", ["reason": "\(error)"])
        }
    }
}
