import BasketConsole
import BasketEvents
import BasketFiles
import BasketPipeline
import Foundation

extension Setting<Duration> {
    static let demoDuration = Setting(
        "duration", "how long the shop is open",
        .duration(atLeast: .seconds(1), atMost: .seconds(3_650 * 86_400)),
        standard: .seconds(60))
}

extension Setting<Double> {
    static let demoRate = Setting(
        "rate", "events a second of the simulated shop", .rate, standard: 2_000)
}

extension Setting<Double?> {
    static let demoSpeedUp = Setting(
        "speed-up", "how much faster than the clock the shop's time passes", .factor,
        whenUnset: "60, or more where the shop is open for less than a minute: an hour passes")
}

extension Setting<String?> {
    static let input = Setting(
        "input", "a recorded clickstream to publish instead: plain, .gz or .zst", .path,
        whenUnset: "the simulated shop")
    // By their flags only: where your own stream is, which variables and settings file may say, is no
    // place for simulated shoppers.
    static let demoBrokers = Setting(
        "brokers", "a Kafka of yours: its bootstrap list", .brokers,
        whenUnset: "an embedded broker"
    ).byFlagOnly
    static let demoDatabase = Setting(
        "database-url", "a PostgreSQL of yours, where each run makes and drops a schema", .database,
        whenUnset: "a private one"
    ).byFlagOnly
    static let demoTopic = Setting(
        "topic", "the topic that the demo fills", .topicName,
        whenUnset: "basketwatch-demo, on a Kafka of yours a new one each run"
    ).byFlagOnly
}

extension Setting<String> {
    static let demoGroup = Setting(
        "group", "the consumer group of the demo's processor", .text,
        standard: "basketwatch-demo"
    ).byFlagOnly
    static let folder = Setting(
        "folder", "where the demo keeps its logs and its PostgreSQL", .path, standard: ".demo")
}

extension Setting<Bool> {
    static let keep = Setting(flag: "keep", "leave everything running at the end").byFlagOnly
    static let stopKept = Setting(
        flag: "stop", "stop what an earlier demo with --keep left running"
    ).byFlagOnly
}

struct DemoCommand: Command {
    static let name = "demo"
    static let summary = "Show all of it work, from shop to SQL, on servers of its own."
    static let note = """
        Starts all it needs (an embedded broker and a private PostgreSQL unless flags name yours), \
        shows baskets at risk while the shop is open, asks PostgreSQL, and removes what it started. \
        In a PostgreSQL of yours each run makes a schema basketwatch_demo_TIME, without roles, and \
        drops it. On a Kafka of yours it makes a topic basketwatch-demo-TIME, and leaves it there. Of \
        --kafka, which counts there only, variables and the settings file count as well. Ends with 1 \
        when not every record is accounted for.
        """
    static let settings =
        SettingList(
            .demoDuration, .demoRate, .demoSpeedUp, .seed, .input, .keep, .stopKept, .folder)
        + SettingList(
            titled: "Servers of yours", .demoBrokers, .demoTopic, .demoGroup, .kafka, .demoDatabase)
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
        guard !folder.holdsKeptDemo else { throw DemoCommand.isKept(settings[.folder]) }
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
        if settings[.keep] { try folder.keep() } else { demo.stopAll(keepingLogs: !isWhole) }
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
                try DemoCommand.check(input)
            }
            if settings[.demoDatabase] == nil { _ = try DemoPostgres.programs() }
        } catch {
            folder.remove(withLogs: false)
            throw error
        }
    }

    /// - Throws: when it cannot be read, or none of its first lines is an event.
    private static func check(_ input: String) throws {
        var file = try RecordedClickstream(path: input)
        // What a pipe has given it gives no second time.
        guard file.bytesTotal != nil else { return }
        var refused = RefusedLines(of: input)
        var reader = EventReader()
        let count = try file.forEachLine(limit: 100) {
            refused.count(reader.read($0.bytes), of: $0)
        }
        if count == 0 { try file.checkNotEmpty() }
        if let failure = refused.failure { throw failure }
    }

    /// Somebody wants it to go on: it is not for us to stop.
    private static func isKept(_ folder: String) -> CommandFailure {
        let flag = folder == Setting<String>.folder.standard ? "" : " --folder \(folder)"
        return CommandFailure(
            "A demo that was started with --keep still runs in \(folder). Stop it (`basketwatch demo "
                + "--stop\(flag)`), or name another folder with --folder.",
            exitCode: .unavailable)
    }

    static func cannotStop(_ left: [pid_t]) -> CommandFailure {
        CommandFailure(
            "An earlier demo's processes could not be stopped: "
                + left.map { "\($0)" }.joined(separator: ", ")
                + ". Stop them as the user who started them.",
            exitCode: .unavailable)
    }
}
