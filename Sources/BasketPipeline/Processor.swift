import BasketEvents
import BasketRisk
import BasketSessions
import BasketStore
import BasketTelemetry
import KafkaLog
import Synchronization

/// The daemon: workers that share a topic's partitions, started and stopped together.
public struct Processor: Sendable {
    let settings: ProcessorSettings
    let log: Log
    public let progress = Progress()

    public init(_ settings: ProcessorSettings, log: Log) {
        self.settings = settings
        self.log = log
    }

    /// Runs until `stop` is raised, or until the topic's end with `isUntilEnd`.
    ///
    /// Blocks the calling thread. Kafka and PostgreSQL are waited for at the start, within
    /// `startTimeout`; later they are waited out.
    public func run(until stop: StopSignal) throws {
        let cluster = try LogCluster(settings.kafka)
        guard let topic = try waitForKafka(cluster, stop), try waitForStore(stop) != nil else {
            return
        }
        if settings.beginsNewGeneration {
            try NewGeneration(settings, cluster, topic, log: log).beginIfNeeded(until: stop)
        }
        let probe = EndOffsetProbe(
            cluster, topic: settings.topic, every: settings.endQuestionInterval,
            topicEvery: settings.topicQuestionInterval, log: log)
        probe.know(topic.ends)
        let probeThread = probe.start()
        defer { probe.finish(probeThread) }
        let retention = RetentionSchedule(settings, log: log)
        let retentionThread = retention.start()
        defer { retention.finish(retentionThread) }

        let failures = Mutex<[any Error]>([])
        let workers = (1...settings.workers).map { number in
            WorkerThread.start(named: "worker-\(number)") {
                do {
                    try runWorker(
                        number, probe, isEmbedded: topic.isEmbedded, until: stop)
                } catch {
                    // The first one is thrown at the end, which tells it.
                    let isFirst = failures.withLock { failures in
                        failures.append(error)
                        return failures.count == 1
                    }
                    // Stopped partitions of all workers are told of together.
                    if !isFirst, error.stoppedPartitions == nil {
                        log.error("worker \(number) ended: \(error)")
                    }
                    stop.raise()
                }
            }
        }
        watch(
            stop, probe, cluster, goal: settings.isUntilEnd ? topic.ends.mapValues(\.end) : nil)
        workers.forEach { $0.join() }
        if let failure = failures.withLock({ Processor.foremost(of: $0) }) { throw failure }
    }

    /// What the process ends with: any other failure goes before stopped partitions, which were told of.
    private static func foremost(of failures: [any Error]) -> (any Error)? {
        if let other = failures.first(where: { $0.stoppedPartitions == nil }) { return other }
        let stops = failures.compactMap(\.stoppedPartitions).reduce(into: [:]) { all, some in
            all.merge(some) { first, _ in first }
        }
        return stops.isEmpty ? nil : ProcessorError.partitionsStopped(stops)
    }

    private func runWorker(
        _ number: Int, _ probe: EndOffsetProbe, isEmbedded: Bool,
        until stop: StopSignal
    ) throws {
        // PostgreSQL may go away again since it was first waited for.
        guard let writer = try waitForStore(stop) else { return }
        let kafka = settings.kafka.tuned(isEmbedded: isEmbedded).readingAhead(
            bytes: settings.readAheadBytes, consumers: settings.workers
        )
        .ofMember(number)
        let consumer = try LogConsumer(kafka, topic: settings.topic, group: settings.group)
        let worker = Worker(
            settings: settings, name: "\(settings.instance)/\(number)", isEmbedded: isEmbedded,
            stop: stop, probe: probe, clock: ContinuousClock(), progress: progress, log: log,
            consumer: consumer, writer: writer)
        try worker.run()
    }

    /// Says how it goes now and then; ends the run once the goal is reached.
    private func watch(
        _ stop: StopSignal, _ probe: EndOffsetProbe, _ cluster: LogCluster,
        goal: [Int32: Int64]?
    ) {
        var last = progress.snapshot
        var lastLine = ContinuousClock.now
        var lastWork = ContinuousClock.now
        var finishLine = goal.map { FinishLine($0, settings, progress, cluster) }
        while !stop.isRaised {
            stop.wait(upTo: .milliseconds(100))
            if finishLine?.isReached() == true { stop.raise() }
            let now = ContinuousClock.now
            if !isIdle(probe) { lastWork = now }
            if now - lastWork >= PipelineLimit.nothingToDo { stop.raise() }
            guard now - lastLine >= PipelineLimit.progressLine else { continue }
            let snapshot = progress.snapshot
            let seconds = Double((now - lastLine).wholeMilliseconds) / 1_000
            log.info(
                "processed",
                [
                    "records": "\(snapshot.records)",
                    "records_per_s": "\(Int(Double(snapshot.records - last.records) / seconds))",
                    "scores": "\(snapshot.moments)", "outcomes": "\(snapshot.outcomes)",
                    "lag": "\(probe.lag(behind: progress.committedOffsets))",
                ])
            last = snapshot
            lastLine = now
        }
    }

    /// Whether every partition that we hold has been stopped.
    private func isIdle(_ probe: EndOffsetProbe) -> Bool {
        let stopped = progress.stoppedPartitions
        return !stopped.isEmpty && probe.partitions.isSubset(of: stopped)
    }
}

extension Error {
    /// Those of a worker that has nothing else to complain of.
    fileprivate var stoppedPartitions: [Int32: PartitionStop]? {
        guard case .partitionsStopped(let stops) = self as? ProcessorError else { return nil }
        return stops
    }
}
