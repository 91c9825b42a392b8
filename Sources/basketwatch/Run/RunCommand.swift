import BasketConsole
import BasketPipeline
import BasketSessions
import BasketStore
import BasketTelemetry
import Glibc

struct RunCommand: Command {
    static let name = "run"
    static let summary = "Process the clickstream into sessions, scores and outcomes."
    static let note = """
        Runs until SIGTERM or SIGINT, then commits what it has read and ends. Start as many as you \
        like, on one machine or several: the instances of a group share the topic's partitions.
        """
    static let settings =
        SettingList(titled: "Kafka", .brokers, .topic, .group, .memberID, .kafka)
        + .store + SettingList(titled: "PostgreSQL", .scoreHistory)
        + SettingList(titled: "Sessions", .gap, .disorder, .from, .onDataLoss)
        + .sessionLimits + SettingList(titled: "Limits", .refusedRecordsLimit) + .retention
        + SettingList(
            titled: "Running", .workers, .readAhead, .flushInterval, .checkpointInterval,
            .checkpointRecords, .rebuildState, .newGeneration, .startTimeout, .untilEnd, .logLevel)
    static let examples = [
        Example(
            "run --brokers localhost:9092 --database-url postgresql://localhost/shop",
            "processes the topic 'clickstream' until it is stopped"),
        Example(
            "run --brokers localhost:9092 --until-end --workers 2",
            "processes what is there now and ends, the database taken from PGHOST and its like"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        StopSignal.blockTerminationSignals()
        let level = settings.isSet(.logLevel) ? nil : console.logLevel
        let log = Log(component: "processor", level: level ?? settings[.logLevel])
        console.detail("connecting to PostgreSQL at \(StoreSettings(settings).maskedDatabase)")
        if geteuid() == 0 {
            log.notice(
                "running as root, and root's rights are needed for nothing: use a user of its own")
        }
        let stop = StopSignal()
        stop.raiseOnTermination()
        try Processor(ProcessorSettings(settings, log: log), log: log).run(until: stop)
        // All is committed: a database that has gone away since only keeps the sums from being told.
        let status = try? StoreReader(StoreSettings(settings)).status()
        let sums = status.map { Ledger(sum: $0.partitions.map(\.ledger)).inWords }
        log.info("stopped cleanly" + (sums.map { "; all of the stream so far: \($0)" } ?? ""))
        return .success
    }
}
