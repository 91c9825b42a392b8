import BasketConsole
import BasketPipeline
import BasketStore
import BasketTelemetry
import KafkaLog

/// `replay --verify`: what is stored, held against what the log says.
extension ReplayCommand {
    static let verifySettings =
        SettingList(
            titled: "Verify what is stored", .verify, .verifiedPartitions, .fromCheckpoint,
            .scoreHistory, .keepQuarantine)
        + .store

    func verify(
        _ settings: Settings, operands: [String], on console: Console
    ) throws -> ExitCode {
        try ReplayCommand.refuseOthers(settings, operands)
        StopSignal.blockTerminationSignals()
        let stop = StopSignal()
        stop.raiseOnTermination()
        let began = ContinuousClock.now
        let report: VerificationReport
        do {
            let verification = try Verification(
                VerificationSettings(settings, on: console))
            let total = Double(max(1, verification.total))
            var bar = Optional(console.progress("verifying", unit: "events"))
            report = try verification.run(until: stop) {
                bar?.update(done: $0, share: min(1, Double($0) / total))
            }
            if let bar = bar.take() { bar.finish() }
        } catch let error as any DiagnosableError {
            // 1 says that something differs, and nothing else.
            guard error.exitCode == .failure else { throw error }
            throw CommandFailure(error.description, exitCode: .unavailable)
        }
        if settings[.json] {
            for line in report.json(in: began.duration(to: .now)) { console.line(line.text) }
        } else {
            report.show(on: console)
        }
        if report.differences > 0 { return .failure }
        return report.isWhole ? .success : .badData
    }

    private static func refuseOthers(_ settings: Settings, _ operands: [String]) throws {
        guard operands.isEmpty else {
            throw CommandFailure.usage("--verify reads a topic: leave \(operands[0]) out.")
        }
        guard settings[.replayBrokers] != nil else {
            throw CommandFailure.usage(
                "--verify needs --brokers (or BASKETWATCH_BROKERS): where the log is.")
        }
        func refuse<Value>(_ setting: Setting<Value>, _ reason: String) throws {
            guard case .flag(let flag) = settings.origin(of: setting) else { return }
            throw CommandFailure.usage("\(flag) does not go with --verify: \(reason).")
        }
        let all = "all that is stored is compared"
        try refuse(.replayOnly, all)
        try refuse(.replayShopper, all)
        try refuse(.replaySummary, "it shows no decisions")
        try refuse(.replayClose, "sessions are compared as they stand")
        let recorded = "sessions are made with the settings that were recorded"
        try refuse(.gap, recorded)
        try refuse(.disorder, recorded)
        try refuse(.sessionLengthLimit, recorded)
        try refuse(.sessionEventsLimit, recorded)
        try refuse(.openSessionsLimit, recorded)
    }
}

extension VerificationSettings {
    init(_ settings: Settings, on console: Console) {
        let log = Log(component: "replay", level: .error)
        var store = StoreSettings(settings, on: console)
        store.scoreHistory = settings[.scoreHistory]
        self.init(
            kafka: KafkaSettings(settings[.replayBrokers] ?? "", settings, log: log), store: store)
        if settings.isSet(.topic) { topic = settings[.topic] }
        partitions = settings[.verifiedPartitions]
        checkpoint = settings[.fromCheckpoint]
        keepQuarantine = settings[.keepQuarantine].duration
        if let limit = settings[.replayLimit] { shown = limit }
    }
}

extension VerificationError: DiagnosableError {
    public var exitCode: ExitCode {
        switch self {
        case .noSuchPartition: .usage
        case .noStream, .otherTopic, .topicShrank: .configuration
        }
    }
}
