import BasketPipeline
import BasketStore
import BasketTelemetry
import Foundation
import KafkaLog
import Synchronization

/// The whole job: the backlog through the processor into PostgreSQL.
///
/// Measured from the record that ends the warm-up being read to the last one being committed: what
/// then waited for its commit is written on the clock too.
struct JobBench {
    let history: ScoreHistory
    private let workers = 2

    /// Hand-tuned Flink 2.2.1 on the same job with the same two cores, in a run of its own:
    /// no history of scores, steady state.
    private enum Flink {
        static let eventsPerSecond = 628_000.0
        static let cpuSecondsAMillion = 2.1
        static let gigabytes = 1.8
    }

    func run(_ backlog: Backlog) throws {
        let database = try BenchDatabase.fresh()
        let broker = ServerProcess(pid: Int32(BenchSetting.number("BENCH_BROKER_PID", standard: 0)))
        let processor = processor(backlog, database)
        let watch = SteadyWatch(
            from: backlog.warmUp, to: backlog.count, processor.progress,
            servers: [database.server, broker])
        let whole = try Measure.of { try processor.run(until: StopSignal()) }
        let work = try watch.result()

        work.own.report(
            "whole job, --score-history \(history.rawValue)", count: backlog.measured,
            unit: "events")
        let gigabytes = Double(Measure.peakResidentBytes) / 1e9
        if history == .none { compareWithFlink(work.own, backlog.measured, gigabytes) }
        let servers = zip(["PostgreSQL", "the broker"], work.servers).compactMap { name, seconds in
            seconds.map { "\(name) \(rounded($0 / Double(backlog.measured) * 1e6, 2))" }
        }
        if !servers.isEmpty {
            note("beside it, CPU-s a million: " + servers.joined(separator: ", "))
        }
        let done = processor.progress.snapshot
        note(
            "from start to stop, all \(grouped(backlog.count)) committed and the last checkpoints "
                + "stored: \(rounded(whole.seconds, 1)) s")
        note(
            "\(rounded(gigabytes, 2)) GB at the most; in all \(grouped(done.moments)) moments "
                + "scored, \(grouped(done.outcomes)) sessions closed, "
                + "\(grouped(done.flushes)) flushes of a partition")
        try checkLedger(database, backlog)
    }

    private func processor(_ backlog: Backlog, _ database: BenchDatabase) -> Processor {
        var store = StoreSettings(database: database.url)
        store.scoreHistory = history
        var settings = ProcessorSettings(
            kafka: backlog.kafka, store: store,
            topic: backlog.topic,
            group: "bench-\(history.rawValue)-\(getpid())", instance: "bench")
        settings.workers = workers
        settings.isUntilEnd = true
        return Processor(settings, log: Log(component: "bench", level: .warning))
    }

    private func compareWithFlink(_ work: Measure, _ count: Int, _ gigabytes: Double) {
        compare(
            "of Flink's rate", ratio: work.rate(count) / Flink.eventsPerSecond, atLeast: 1)
        let cpu = work.cpuSeconds(aMillion: count)
        compare(
            "CPU-s a million", rounded(cpu, 2), isMet: cpu < Flink.cpuSecondsAMillion,
            wanted: "less than Flink's \(Flink.cpuSecondsAMillion)")
        compare(
            "memory", "\(rounded(gigabytes, 2)) GB", isMet: gigabytes < Flink.gigabytes,
            wanted: "less than Flink's \(Flink.gigabytes) GB")
    }

    private func checkLedger(_ database: BenchDatabase, _ backlog: Backlog) throws {
        guard let status = try StoreReader(StoreSettings(database: database.url)).status() else {
            throw BenchFailure("nothing was written")
        }
        let differences = status.partitions.flatMap(\.ledger.differences)
        let read = status.partitions.reduce(0) { $0 + Int($1.ledger.read) }
        guard differences.isEmpty, read == backlog.count else {
            throw BenchFailure(
                "the ledger does not balance: read \(read) of \(backlog.count); "
                    + differences.joined(separator: "; "))
        }
    }
}
