import BasketConsole
import BasketPipeline
import BasketSessions
import BasketStore
import BasketTelemetry
import Foundation
import KafkaLog

extension Setting<Duration> {
    static let gap = Setting(
        "gap", "the silence after which a session closes",
        .duration(atLeast: .seconds(1), atMost: .seconds(7 * 86_400)), standard: .seconds(1_800))
    static let disorder = Setting(
        "disorder", "how far behind the latest event one may arrive and still be in time",
        .duration(atMost: .seconds(86_400)), standard: .seconds(10))
    static let sessionLengthLimit = Setting(
        "session-length-limit", "how long a session may last; then it is cut and another begins",
        .duration(atLeast: .seconds(1), atMost: .seconds(31 * 86_400)), standard: .seconds(86_400))
    static let flushInterval = Setting(
        "flush-interval", "the least time between two flushes of a worker",
        .duration(atLeast: .milliseconds(1), atMost: .seconds(60)), standard: .milliseconds(50))
    static let checkpointInterval = Setting(
        "checkpoint-interval", "the time from one checkpoint of a partition to the next",
        .duration(atLeast: .milliseconds(100), atMost: .seconds(3_600)), standard: .seconds(10))
    static let startTimeout = Setting(
        "start-timeout", "how long Kafka and PostgreSQL are waited for at the start",
        .duration(atMost: .seconds(3_600)), standard: .seconds(30))
}

extension Setting<Int> {
    static let sessionEventsLimit = Setting(
        "session-events-limit", "how many events a session may have; then it is cut likewise",
        .integer(in: 1...1_000_000_000), standard: 5_000)
    static let openSessionsLimit = Setting(
        "open-sessions-limit",
        "how many sessions a partition holds open; one more cuts a sixteenth, the longest silent",
        .integer(in: 1...SessionLimit.openSessions), standard: 4_000_000)
}

extension Setting<Int> {
    static let refusedRecordsLimit = Setting(
        "refused-records-limit",
        "how many unusable ones of a partition's last 10,000 records quarantine keeps; of more, samples",
        .integer(in: 1...SessionLimit.refusalWindow), standard: 5_000)
}

extension Setting<Int?> {
    static let checkpointRecords = Setting(
        "checkpoint-records",
        "so many records after a partition's checkpoint comes the next, before its time",
        .integer(in: 1...1_000_000_000), whenUnset: "the time alone decides")
    // No standard of its own: help and pages read the same on every machine.
    static let workers = Setting(
        "workers", "how many workers share the partitions", .integer(in: 1...256),
        whenUnset: "one a core")
}

extension Setting<Int> {
    static let readAhead = Setting(
        "read-ahead",
        "how much is read ahead, keys and values of all workers; librdkafka's own takes twice as much",
        .byteSize(in: 1 << 20...16 << 30), standard: PipelineLimit.readAheadBytes)
}

extension Setting<ProcessorSettings.Start> {
    static let from = Setting(
        "from", "where a partition starts that nobody has processed yet", .choice,
        standard: .earliest)
}

extension Setting<ProcessorSettings.DataLoss> {
    static let onDataLoss = Setting(
        "on-data-loss", "what to do where the log has deleted records that were not read", .choice,
        standard: .fail)
}

extension Setting<ScoreHistory> {
    static let scoreHistory = Setting(
        "score-history", "which scored moments the table score keeps", .choice, standard: .all)
}

extension Setting<Bool> {
    static let rebuildState = Setting(
        flag: "rebuild-state",
        "make a state whose checkpoint cannot be used anew: from an older one, or from the log")
    static let newGeneration = Setting(
        flag: "new-generation",
        "go on with a topic that was made anew, from its beginning; else it changes nothing"
    ).byFlagOnly
    static let untilEnd = Setting(
        flag: "until-end", "end once everything that is in the topic now is committed")
}

extension ProcessorSettings {
    init(_ settings: Settings, log: Log) {
        var store = StoreSettings(settings)
        store.scoreHistory = settings[.scoreHistory]
        self.init(
            kafka: KafkaSettings(settings, log: log), store: store, topic: settings[.topic],
            group: settings[.group],
            instance: "\(ProcessInfo.processInfo.hostName):\(getpid())")
        if let name = settings[.memberID] { kafka.properties["group.instance.id"] = name }
        sessions = SessionSettings(settings)
        sessions.mostQuarantined = settings[.refusedRecordsLimit]
        workers = settings[.workers] ?? ProcessInfo.processInfo.activeProcessorCount
        start = settings[.from]
        onDataLoss = settings[.onDataLoss]
        flushInterval = settings[.flushInterval]
        checkpointInterval = settings[.checkpointInterval]
        checkpointRecords = settings[.checkpointRecords]
        rebuildsState = settings[.rebuildState]
        startTimeout = settings[.startTimeout]
        retention = Retention(settings)
        readAheadBytes = settings[.readAhead]
        beginsNewGeneration = settings[.newGeneration]
        isUntilEnd = settings[.untilEnd]
    }
}
