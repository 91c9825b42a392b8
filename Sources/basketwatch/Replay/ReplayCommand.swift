import BasketConsole
import BasketPipeline
import BasketSessions
import BasketTelemetry
import KafkaLog

struct ReplayCommand: Command {
    static let name = "replay"
    static let summary = "Show what would be decided on events, writing nothing."
    static let note = """
        The daemon's own sessions and scores, without PostgreSQL and without a consumer group: try it \
        on your own data first. Files are read one behind the other as one partition; a topic \
        partition by partition, up to where it ends now. The ledger at the end says what became of \
        every record. With --verify it reads PostgreSQL too, still writing nothing, and ends with 1 if \
        any stored row differs from what the log says. docs/replay.md tells what the columns and JSON \
        fields mean.
        """
    static let settings =
        SettingList(titled: "A topic instead of files", .replayBrokers, .topic, .kafka)
        + SettingList(
            titled: "What is shown", .replayOnly, .replayShopper, .replayLimit, .replaySummary,
            .json)
        + SettingList(titled: "Sessions", .gap, .disorder, .replayClose)
        + .sessionLimits + verifySettings
    static let operands = Operands(
        "FILE", "native events, one a line; plain, .gz or .zst; - is standard input",
        count: 0...ReplayFiles.limit, completion: .paths)
    static let examples = [
        Example("replay events.jsonl.zst --summary", "what would become of a recording, in counts"),
        Example(
            "replay events.jsonl --only outcomes,quarantined --json",
            "how sessions end and what cannot be used, an object a line"),
        Example(
            "replay --topic clickstream --brokers localhost:9092 --shopper u-7",
            "one shopper's sessions and scores in a topic"),
        Example(
            "replay --verify --brokers localhost:9092",
            "whether all that is stored is what the log says"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        if settings[.verify] { return try verify(settings, operands: operands, on: console) }
        var wanted = ReplayOutput.Wanted(settings)
        let isTopic = try ReplayCommand.isTopic(settings, operands)
        StopSignal.blockTerminationSignals()
        let stop = StopSignal()
        stop.raiseOnTermination()
        let files = isTopic ? nil : try ReplayFiles(operands, until: stop)
        wanted.isEager = console.isTerminal || files?.isLive == true
        var sessions = SessionSettings(settings)
        // Nothing is stored here: every refusal is told.
        sessions.mostQuarantined = SessionLimit.refusalWindow
        var run = ReplayRun(sessions, wanted, until: stop, on: console)
        // Rows on a terminal are progress enough.
        var bar =
            wanted.isSummary || !console.isTerminal
            ? console.progress("replaying", unit: "events") : nil
        do {
            let progress: (Int, Double?) -> Void = { bar?.update(done: $0, share: $1) }
            if let files {
                try files.read(into: &run, progress)
            } else {
                let log = Log(component: "replay", level: .error, as: console)
                let kafka = KafkaSettings(settings[.replayBrokers] ?? "", settings, log: log)
                var topic = try ReplayTopic(kafka, topic: settings[.topic])
                try topic.read(into: &run, progress)
            }
        } catch {
            // What was read before the damage is told all the same; the damage is what it ends with, not
            // what follows from it.
            if run.records > 0 { _ = try? run.finish(closing: false, isTopic: isTopic) }
            throw error
        }
        if let bar = bar.take() { bar.finish() }
        return try run.finish(closing: settings[.replayClose], isTopic: isTopic)
    }

    private static func isTopic(_ settings: Settings, _ operands: [String]) throws -> Bool {
        guard operands.isEmpty else {
            if case .flag = settings.origin(of: .topic) {
                throw CommandFailure.usage(
                    "replay reads files or a topic: leave --topic out, or \(operands[0]).")
            }
            return false
        }
        guard settings[.replayBrokers] != nil else {
            throw CommandFailure.usage(
                "replay needs FILE..., or --topic NAME with --brokers (or BASKETWATCH_BROKERS).")
        }
        return true
    }
}

extension ReplayOutput.Wanted {
    init(_ settings: Settings) {
        self.init(
            kinds: Set(settings[.replayOnly]), shopper: settings[.replayShopper],
            limit: settings[.replayLimit], isJSON: settings[.json],
            isSummary: settings[.replaySummary])
    }
}
