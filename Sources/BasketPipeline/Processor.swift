import BasketEvents
import BasketRisk
import BasketSessions
import BasketStore
import BasketTelemetry
import KafkaLog
import Synchronization

/// The daemon: workers that share a topic's partitions, started and stopped together.
public struct Processor: Sendable {
    private let settings: ProcessorSettings
    private let log: Log
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
        let goal = try waitForKafka(cluster, stop)
        try waitForStore(stop)
        guard !stop.isRaised else { return }

        let isEmbedded = try cluster.isEmbedded(timeout: .seconds(5))
        let probe = EndOffsetProbe(
            cluster, topic: settings.topic, every: settings.endQuestionInterval, log: log)
        let probeThread = probe.start()
        defer { probe.finish(probeThread) }

        let failures = Mutex<[any Error]>([])
        let workers = (1...settings.workers).map { number in
            WorkerThread.start(named: "worker-\(number)") {
                do {
                    try runWorker(
                        number, cluster, probe, isEmbedded: isEmbedded, until: stop)
                } catch {
                    log.error("worker \(number) ended: \(error)")
                    failures.withLock { $0.append(error) }
                    stop.raise()
                }
            }
        }
        watch(stop, goal: settings.isUntilEnd ? goal : nil)
        workers.forEach { $0.join() }
        if let first = failures.withLock({ $0.first }) { throw first }
    }

    private func runWorker(
        _ number: Int, _ cluster: LogCluster, _ probe: EndOffsetProbe, isEmbedded: Bool,
        until stop: StopSignal
    ) throws {
        // PostgreSQL may go away again since it was first waited for.
        guard let writer = try waitAtStart(for: "PostgreSQL", stop, openWriter) else { return }
        let kafka = settings.kafka.tuned(isEmbedded: isEmbedded).readingAhead(
            bytes: PipelineLimit.readAheadBytes, consumers: settings.workers)
        let consumer = try LogConsumer(kafka, topic: settings.topic, group: settings.group)
        let worker = Worker(
            settings: settings, name: "\(settings.instance)/\(number)", isEmbedded: isEmbedded,
            stop: stop, probe: probe, cluster: cluster, progress: progress, log: log,
            consumer: consumer, writer: writer)
        try worker.run()
    }

    private func openWriter() throws -> FlushWriter {
        var writer = try FlushWriter(settings.store)
        try writer.register(ModelRecord(settings.model))
        return writer
    }

    /// Says how it goes now and then; ends the run once the goal is reached.
    private func watch(_ stop: StopSignal, goal: [Int32: Int64]?) {
        var last = progress.snapshot
        var lastLine = ContinuousClock.now
        var finishLine = goal.map { FinishLine($0, settings.store, progress) }
        while !stop.isRaised {
            stop.wait(upTo: .milliseconds(100))
            if finishLine?.isReached() == true { stop.raise() }
            let now = ContinuousClock.now
            guard now - lastLine >= PipelineLimit.progressLine else { continue }
            let snapshot = progress.snapshot
            let seconds = Double((now - lastLine).wholeMilliseconds) / 1_000
            log.info(
                "processed",
                [
                    "records": "\(snapshot.records)",
                    "records_per_s": "\(Int(Double(snapshot.records - last.records) / seconds))",
                    "scores": "\(snapshot.moments)", "outcomes": "\(snapshot.outcomes)",
                ])
            last = snapshot
            lastLine = now
        }
    }

    /// - Returns: where each partition ends now.
    private func waitForKafka(
        _ cluster: LogCluster, _ stop: StopSignal
    ) throws -> [Int32: Int64] {
        try waitAtStart(for: "Kafka", stop) {
            let count = try cluster.partitionCount(settings.topic, timeout: .seconds(2))
            return try cluster.endOffsets(
                settings.topic, partitions: Array(0..<Int32(count)), timeout: .seconds(2))
        } ?? [:]
    }

    private func waitForStore(_ stop: StopSignal) throws {
        _ = try waitAtStart(for: "PostgreSQL", stop) { _ = try FlushWriter(settings.store) }
    }

    /// Tries until it works, until what is wrong cannot pass by itself, or until `startTimeout`.
    ///
    /// - Returns: `nil` when the stop signal came first.
    private func waitAtStart<Answer: ~Copyable>(
        for name: String, _ stop: StopSignal, _ attempt: () throws -> Answer
    ) throws -> Answer? {
        let deadline = ContinuousClock.now + settings.startTimeout
        var backoff = Backoff()
        var isToldOf = false
        while !stop.isRaised {
            let now = ContinuousClock.now
            guard backoff.isDue(at: now) else {
                stop.wait(upTo: .milliseconds(50))
                continue
            }
            do {
                return try attempt()
            } catch {
                guard Processor.mayPass(error), ContinuousClock.now < deadline else { throw error }
                if !isToldOf { log.notice("waiting for \(name)", ["reason": "\(error)"]) }
                isToldOf = true
                backoff.fail(at: .now)
            }
        }
        return nil
    }

    private static func mayPass(_ error: any Error) -> Bool {
        if let error = error as? KafkaLogError { return error.isTransient }
        if let error = error as? BasketStoreError { return error.isRetriable }
        return false
    }
}
