import Foundation
import KafkaTesting
import ProgramTesting
import Testing
import Waiting

/// The examples of the help that need servers, run as they stand: only addresses and the shopper's id
/// are others.
extension CommandLineTests {
    /// How an example is tried.
    private enum Trial {
        /// It ends by itself, with 0.
        case ends
        /// It goes on until it is stopped.
        case goesOn
        /// What stands in the way here, and who tries it instead.
        case elsewhere
    }

    private static func trial(_ example: [String]) -> Trial {
        switch example[0] {
        // In ``runExamples(command:)`` and ``brokerExamples()``; `weights` takes minutes in a debug
        // build.
        case _ where builtIn.contains(example[0]), "broker", "weights", "--version": .elsewhere
        // ``demo()`` has a shorter one, and ``demoExample()`` the other.
        case "demo": .elsewhere
        // The embedded broker makes none: ``topicExamples()``.
        case "topics" where example[1] == "create": .elsewhere
        // ``quarantineReplayed()`` has a script of its own; who only asks does not wait: ``forget()``.
        case "quarantine" where example.contains("--through"): .elsewhere
        case "forget" where example.contains("--timeout"): .elsewhere
        case "run": example.contains("--until-end") ? .ends : .goesOn
        case "generate" where !example.contains("--brokers"): .elsewhere
        case "generate": .goesOn
        case "publish": example.contains("--speed-up") ? .goesOn : .ends
        default: example.contains("--watch") ? .goesOn : .ends
        }
    }

    /// Where an example's files are, and what its names stand for.
    private final class Desk {
        let stream: FilledStream
        let folder: TemporaryFolder
        private let shopper: String
        private let quarantined: String

        init() throws {
            stream = try FilledStream(events: 4_000)
            folder = try TemporaryFolder()
            shopper = try stream.query("SELECT min(shopper_id) FROM basketwatch.basket_sessions")[
                0][0]
            quarantined = try stream.query(
                "SELECT partition || ':' || log_offset FROM basketwatch.quarantine LIMIT 1")[0][0]
            let made = try stream.expect("generate --count 400 --first-number 500001 --output -", 0)
            _ = try folder.write(Array(made.output.utf8), to: "events.jsonl")
            _ = try folder.write(Zstd.stored(Array(made.output.utf8)), to: "events.jsonl.zst")
        }

        func words(_ example: [String]) -> [String] {
            let names = [
                "localhost:9092": stream.environment["BASKETWATCH_BROKERS"],
                "postgresql://localhost/shop": stream.environment["BASKETWATCH_DATABASE_URL"],
                "u-2404": shopper, "3:1042": quarantined,
            ]
            return example.map { word in names[word].flatMap(\.self) ?? word }
        }

        func start(_ example: [String]) throws -> RunningProgram {
            try RunningProgram(
                words(example), environment: stream.environment, folder: folder.path)
        }

        /// Runs one to its end.
        func expectEnd(_ example: [String], within seconds: Double = 60) throws {
            let end = try start(example).waitForEnd(within: seconds)
            #expect(end.code == 0, "\(example): \(end.output)\(end.errors)")
            #expect(!(end.output + end.errors).isEmpty, "\(example)")
        }

        /// Runs one until it shows that it works, and stops it.
        func expectGoing(_ example: [String]) throws {
            let before = try records()
            let program = try start(example)
            let isSilent = example[0] == "generate" || example[0] == "publish"
            try Await.until("\(example) works") {
                isSilent ? try records() > before : program.output.contains("\n")
            }
            program.send(SIGTERM)
            let end = try program.waitForEnd(within: 20)
            #expect(end.code == 0, "\(example): \(end.output)\(end.errors)")
        }

        /// How many the topic holds.
        private func records() throws -> Int {
            let found = try stream.expect("topics list --json", 0).output
            return try #require(try objects(found)[0]["records"] as? Int)
        }
    }

    @Test("does on servers what its examples say")
    func serverExamples() throws {
        let examples = try CommandLineTests.commands.flatMap(CommandLineTests.examples)
        let desk = try Desk()
        let runs = examples.filter { $0[0] == "run" }
        // Whoever asks while a processor works finds all well.
        for processor in runs where CommandLineTests.trial(processor) == .goesOn {
            let running = try desk.start(processor)
            try Await.until("it has its partitions") {
                try desk.stream.query(
                    "SELECT bool_and(owner IS NOT NULL) FROM basketwatch.stream_lag") == [["t"]]
            }
            // Those that send again what there is come last: late events are something wrong; so does
            // the one that removes what others show.
            let senders = ["generate", "publish", "forget"]
            let others = examples.filter { $0[0] != "run" }
            let askingFirst =
                others.filter { !senders.contains($0[0]) }
                + others.filter { senders.contains($0[0]) }
            for example in askingFirst {
                switch CommandLineTests.trial(example) {
                case .ends: try desk.expectEnd(example)
                case .goesOn: try desk.expectGoing(example)
                case .elsewhere: break
                }
            }
            running.send(SIGTERM)
            let end = try running.waitForEnd(within: 20)
            #expect(end.code == 0, "\(processor): \(end.errors)")
        }
        for processor in runs where CommandLineTests.trial(processor) == .ends {
            try desk.expectEnd(processor)
        }
        #expect(examples.count { CommandLineTests.trial($0) != .elsewhere } >= 20)
    }

    @Test("keeps a demo up, as its example says, until it is told to stop it")
    func demoExample() throws {
        let desk = try Desk()
        let example = try #require(
            try CommandLineTests.examples(of: "demo").first { $0.contains("--keep") })
        // Servers of its own, not those of the environment.
        let demo = try BuiltProgram.run(example, folder: desk.folder.path, within: 120)
        #expect(demo.code == 0, "\(demo.output)\(demo.errors)")
        #expect(demo.output.contains("the rest is still running"))
        let stopped = try BuiltProgram.run(
            ["demo", "--stop"], folder: desk.folder.path, within: 60)
        #expect(stopped.output == "stopped\n")
    }

    @Test(
        "makes the topics of its examples on a real Kafka",
        .enabled(if: RealKafka.isAvailable, Comment(rawValue: RealKafka.skipped)))
    func topicExamples() throws {
        let brokers = try RealKafka.shared().brokers
        for example in try CommandLineTests.examples(of: "topics create") {
            // One broker keeps one copy.
            let words = example.map { word in
                [
                    "localhost:9092": brokers, "k1:9092": brokers, "3": "1",
                    "clickstream": RealKafka.uniqueName("example"),
                ][word] ?? word
            }
            let end = try BuiltProgram.run(words)
            #expect(end.code == 0, "\(words): \(end.errors)")
            #expect(end.output.contains("made the topic"))
        }
    }
}
