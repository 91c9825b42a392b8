import BasketConsole
import BasketFiles
import BasketPipeline
import Foundation

extension Setting<Duration> {
    static let demoDuration = Setting(
        "duration", "how long the shop is open", .duration(atLeast: .seconds(1)),
        standard: .seconds(60))
}

extension Setting<Double> {
    static let demoRate = Setting(
        "rate", "events a second of the simulated shop", .rate, standard: 2_000)
    static let demoSpeedUp = Setting(
        "speed-up", "how much faster than the clock the shop's time passes", .factor, standard: 60)
}

extension Setting<String?> {
    static let input = Setting(
        "input", "a recorded clickstream to publish instead: plain, .gz or .zst", .path,
        whenUnset: "the simulated shop")
    static let demoBrokers = Setting(
        "brokers", "a Kafka of yours: its bootstrap list", .brokers,
        whenUnset: "an embedded broker")
    static let demoDatabase = Setting(
        "database-url", "a PostgreSQL of yours: a new database or schema for each run", .database,
        whenUnset: "a private one")
    // Names of its own: on a broker of yours the demo's shoppers stay out of your topic.
    static let demoTopic = Setting(
        "topic", "the topic that the demo fills", .topicName,
        whenUnset: "basketwatch-demo, on a Kafka of yours a new one each run")
}

extension Setting<String> {
    static let demoGroup = Setting(
        "group", "the consumer group of the demo's processor", .text,
        standard: "basketwatch-demo")
    static let folder = Setting(
        "folder", "where the demo keeps its logs and its PostgreSQL", .path, standard: ".demo")
}

extension Setting<Bool> {
    static let keep = Setting(flag: "keep", "leave everything running at the end")
    static let stopKept = Setting(
        flag: "stop", "stop what an earlier demo with --keep left running")
}

struct DemoCommand: Command {
    static let name = "demo"
    static let summary = "Show all of it work, from shop to SQL, on servers of its own."
    static let note = """
        Starts all it needs (an embedded broker and a private PostgreSQL unless you name yours), \
        shows baskets at risk while the shop is open, asks PostgreSQL, and removes what it started. \
        On a Kafka of yours each run makes a topic basketwatch-demo-TIME, and leaves it there. Ends \
        with 1 when not every record is accounted for.
        """
    static let settings =
        SettingList(
            .demoDuration, .demoRate, .demoSpeedUp, .seed, .input, .keep, .stopKept, .folder)
        + SettingList(
            titled: "Servers of yours", .demoBrokers, .demoTopic, .demoGroup, .kafka, .demoDatabase,
            .schema)
    static let examples = [
        Example("demo --duration 30s", "half a minute"),
        Example("demo --input events.jsonl.zst --keep", "a recorded clickstream; all stays up"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        let folder = try DemoFolder(path: settings[.folder])
        if settings[.stopKept] {
            let cleared = folder.clear()
            guard cleared.left.isEmpty else { throw DemoCommand.cannotStop(cleared.left) }
            console.line(cleared.stopped > 0 ? "stopped" : "nothing of a demo runs here")
            folder.remove(withLogs: true)
            return .success
        }
        try DemoCommand.checkBefore(settings, folder)
        StopSignal.blockTerminationSignals()
        let stop = StopSignal()
        stop.raiseOnTermination()
        var demo = Demo(settings, folder, stop, console)
        let isWhole: Bool
        do {
            isWhole = try demo.run()
        } catch {
            demo.stopAll(keepingLogs: demo.hasFailedProgram)
            throw error
        }
        if !settings[.keep] { demo.stopAll(keepingLogs: !isWhole) }
        demo.tellWhatNext()
        return isWhole ? .success : .failure
    }

    /// What can be known to fail is told before anything is started.
    private static func checkBefore(_ settings: Settings, _ folder: DemoFolder) throws {
        do {
            if let input = settings[.input] {
                guard input != "-" else {
                    throw CommandFailure.usage(
                        "--input is a file: the demo reads no standard input.")
                }
                var file = try RecordedClickstream(path: input)
                if try file.forEachLine(limit: 1, { _ in }) == 0 { try file.checkNotEmpty() }
            }
            if settings[.demoDatabase] == nil { _ = try PrivatePostgres.programs() }
        } catch {
            folder.remove(withLogs: false)
            throw error
        }
    }

    static func cannotStop(_ left: [pid_t]) -> CommandFailure {
        CommandFailure(
            "An earlier demo's processes could not be stopped: "
                + left.map { "\($0)" }.joined(separator: ", ")
                + ". Stop them as the user who started them.",
            exitCode: .unavailable)
    }
}
