import BasketTelemetry
import KafkaLog
import Synchronization

/// Asks the brokers again and again where the partitions end that this process owns, and what has
/// become of the topic.
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
        var topic: TopicSight?
    }

    private let state = Mutex(State())
    private let stop = StopSignal()
    private let cluster: LogCluster
    private let topicName: String
    private let interval: Duration
    private let topicInterval: Duration
    private let log: Log

    /// - Parameters:
    ///   - interval: between two questions for the ends.
    ///   - topicInterval: between two questions for the topic, while it is there.
    init(
        _ cluster: LogCluster, topic: String, every interval: Duration,
        topicEvery topicInterval: Duration, log: Log
    ) {
        self.cluster = cluster
        topicName = topic
        self.topicInterval = topicInterval
        self.interval = interval
        self.log = log
    }

    /// Takes what a broker has told already: a run that ends before the next question has an answer, too.
    func know(_ answers: [Int32: Answer]) {
        state.withLock { state in
            state.answers.merge(answers) { known, _ in known }
            state.topic = .there(partitions: Int32(clamping: answers.count))
        }
    }

    package var topic: TopicSight? { state.withLock { $0.topic } }

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
        try cluster.ranges(topicName, partitions: [partition], timeout: timeout)[partition]
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
            var nextLook = ContinuousClock.now + topicInterval
            var misses = 0
            while !stop.isRaised {
                ask()
                if misses > 0 || ContinuousClock.now >= nextLook {
                    look(&misses)
                    nextLook = ContinuousClock.now + topicInterval
                }
                stop.wait(upTo: interval)
            }
        }
    }

    func finish(_ thread: WorkerThread) {
        stop.raise()
        thread.join()
    }

    /// Asks for the topic.
    ///
    /// - Parameter misses: how many answers in a row did not know it: a broker that has just started may
    ///   miss it once.
    private func look(_ misses: inout Int) {
        do {
            let count = try cluster.partitionCount(topicName, timeout: .seconds(1))
            misses = 0
            let before = state.withLock { state in
                defer { state.topic = .there(partitions: Int32(clamping: count)) }
                return state.topic
            }
            tell(of: count, after: before)
        } catch .topicMissing {
            misses += 1
            guard misses >= PipelineLimit.topicMisses else { return }
            let before = state.withLock { state in
                defer { state.topic = .gone }
                return state.topic
            }
            guard before != .gone else { return }
            log.error(
                "the topic is gone from the brokers: its partitions stand still until it is back, and "
                    + "go on only if it has what comes next",
                ["topic": topicName])
        } catch {
            log.debug("no answer about the topic", ["reason": "\(error)"])
        }
    }

    private func tell(of count: Int, after before: TopicSight?) {
        switch before {
        case .gone:
            log.notice("the topic is back", ["topic": topicName, "partitions": "\(count)"])
        case .there(let known) where count > known:
            log.notice(
                "the topic has more partitions: keys may move, so sessions open now are no training "
                    + "examples",
                ["topic": topicName, "partitions": "\(count)", "before": "\(known)"])
        case .there, nil: break
        }
    }

    private func ask() {
        let owned = state.withLock { $0.holders.keys.sorted() }
        guard !owned.isEmpty else { return }
        let asked = ContinuousClock.now
        do {
            let ends = try cluster.endOffsets(topicName, partitions: owned, timeout: .seconds(1))
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
