import BasketPipeline
import BasketStore
import BasketTelemetry
import Foundation
import KafkaLog
import Synchronization

/// The whole job: the backlog through the processor into PostgreSQL, to the last commit.
struct JobBench {
    func run(_ backlog: Backlog) throws {
        for history in [ScoreHistory.all, .none] {
            try run(backlog, history)
        }
    }

    private func run(_ backlog: Backlog, _ history: ScoreHistory) throws {
        let database = try BenchDatabase.fresh()
        var store = StoreSettings(database: database)
        store.scoreHistory = history
        var settings = ProcessorSettings(
            kafka: backlog.kafka, store: store, topic: backlog.topic,
            group: "bench-\(history.rawValue)-\(getpid())", instance: "bench")
        settings.workers = 2
        settings.isUntilEnd = true
        let processor = Processor(settings, log: Log(component: "bench", level: .warning))
        let peak = PeakMemory()
        let work = try Measure.of { try processor.run(until: StopSignal()) }
        let bytes = peak.finish()
        work.report(
            "whole job, --score-history \(history.rawValue)", count: backlog.count, unit: "events")
        let done = processor.progress.snapshot
        print(
            "  \(rounded(Double(bytes) / 1e9, 2)) GB at the most; \(grouped(done.moments)) scores, "
                + "\(grouped(done.outcomes)) outcomes, \(grouped(done.flushes)) partition flushes")
        guard let status = try StoreReader(StoreSettings(database: database)).status() else {
            return
        }
        for partition in status.partitions {
            for difference in partition.ledger.differences { print("  LEDGER: \(difference)") }
        }
    }
}

/// The most memory that was resident while it watched.
final class PeakMemory: Sendable {
    private let state = Mutex((peak: 0, isOver: false))

    init() {
        let thread = Thread { [self] in
            while look() { Thread.sleep(forTimeInterval: 0.1) }
        }
        thread.start()
    }

    private func look() -> Bool {
        state.withLock {
            $0.peak = max($0.peak, Measure.residentBytes)
            return !$0.isOver
        }
    }

    func finish() -> Int {
        state.withLock {
            $0.isOver = true
            return $0.peak
        }
    }
}

/// The database that benchmarks write to.
enum BenchDatabase {
    /// Drops the schema and makes it anew.
    static func fresh() throws -> String {
        let url = ProcessInfo.processInfo.environment["BASKETWATCH_DATABASE_URL"] ?? ""
        BareStore.run(url, "drop schema if exists basketwatch cascade")
        _ = try Migrator(StoreSettings(database: url)).migrate()
        return url
    }
}
