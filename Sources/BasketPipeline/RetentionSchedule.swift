import BasketEvents
import BasketStore
import BasketTelemetry

/// Takes away what is past its time, again and again, in a thread of its own: workers never wait for it.
///
/// Every instance has one; those that find another at it let it be.
struct RetentionSchedule: Sendable {
    let settings: ProcessorSettings
    let log: Log
    private let stop = StopSignal()

    init(_ settings: ProcessorSettings, log: Log) {
        self.settings = settings
        self.log = log.named("retention")
    }

    /// Starts; the first round comes after a tenth of the interval, so that a start is not burdened.
    ///
    /// - Returns: `nil` where everything is kept.
    func start() -> WorkerThread? {
        guard !settings.retention.keepsAll else { return nil }
        return WorkerThread.start(named: "retention") {
            stop.wait(upTo: settings.retentionInterval / 10)
            while !stop.isRaised {
                round()
                stop.wait(upTo: settings.retentionInterval)
            }
        }
    }

    func finish(_ thread: WorkerThread?) {
        stop.raise()
        thread?.join()
    }

    private func round() {
        do {
            let keeper = try RetentionKeeper(settings.store)
            guard let report = try keeper.run(settings.retention) else {
                log.debug("another instance is at it")
                return
            }
            tell(report)
        } catch {
            log.warning("a round of retention failed; the next one tries again", ["reason": error])
        }
    }

    private func tell(_ report: RetentionReport) {
        let watermark =
            report.watermarkMilliseconds.map { EventTime(milliseconds: $0).rfc3339 } ?? "-"
        for table in report.busyTables {
            log.notice(
                "days are kept for now: others have the table locked, as a long query does",
                ["table": table])
        }
        guard report.hasDropped else {
            return log.debug("nothing is past its time", ["watermark": watermark])
        }
        log.info(
            "dropped what is past its time",
            [
                "score_days": report.scoreDays.count, "outcome_days": report.outcomeDays.count,
                "quarantined_records": report.quarantined, "watermark": watermark,
            ])
    }
}
