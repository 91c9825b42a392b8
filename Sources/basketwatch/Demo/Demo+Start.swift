import BasketConsole
import BasketStore
import BasketTelemetry
import Foundation
import KafkaLog

/// Broker, database, processor, shop: started one after the other, each told of in a line.
extension Demo {
    mutating func startBroker() throws {
        if let theirs = settings[.demoBrokers] {
            brokers = theirs
            try makeTopicIfMissing()
            tell("broker", theirs, "yours; topic '\(topic)'")
            return
        }
        let address = folder.url.appending(path: "broker.address")
        // Mostly there is none. One that stays is overwritten by the broker, or it says why not.
        try? FileManager.default.removeItem(at: address)
        let child = try program("broker", ["--topic", topic, "--address-file", address.path])
        broker = child
        try child.wait("say where it listens", seconds: 10) {
            FileManager.default.fileExists(atPath: address.path)
        }
        brokers = try String(contentsOf: address, encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        tell("broker", brokers, "embedded, for trying out; --brokers uses yours")
    }

    private func makeTopicIfMissing() throws {
        let cluster = try LogCluster(kafka)
        do {
            _ = try cluster.partitionCount(topic, timeout: .seconds(5))
        } catch KafkaLogError.topicMissing {
            do {
                try cluster.createTopic(
                    TopicPlan(name: topic, partitions: 8), timeout: .seconds(20))
            } catch KafkaLogError.topicsAreMadeAtStart {
                throw CommandFailure(
                    "The broker at \(brokers) is an embedded one, which makes its topics when it "
                        + "starts. Leave --brokers out, and the demo starts one of its own.",
                    exitCode: .unavailable)
            }
        }
    }

    mutating func startPostgres() throws {
        if let theirs = settings[.demoDatabase] {
            databaseURL = theirs
            tell(
                "postgresql", StoreSettings(database: theirs).maskedDatabase,
                "yours; schema \(schema)")
        } else {
            databaseURL = try DemoPostgres.start(in: folder.postgres).databaseURL
            tell(
                "postgresql", folder.shownPostgres,
                "private; --database-url uses yours")
        }
        // Roles belong to all of a server.
        hasSchemaOfItsOwn = settings[.demoDatabase] != nil
        _ = try Migrator(store).migrate(withRoles: !hasSchemaOfItsOwn)
    }

    mutating func startProcessor() throws {
        processor = try program(
            "run",
            [
                "--topic", topic, "--group", settings[.demoGroup], "--workers", "1",
                "--until-end=false",
            ])
        let partitions = try LogCluster(kafka)
            .partitionCount(topic, timeout: .seconds(10))
        tell("processor", "1 worker, \(partitions) partitions", "")
    }

    mutating func startShop() throws {
        // The processor first takes its partitions: the embedded broker forgets what waits too long.
        try processor?.wait("take the topic's partitions", seconds: 40) {
            // What keeps it from answering shows in the watch, or as no owner in time.
            stop.isRaised || (try? status())??.partitions.allSatisfy { $0.owner != nil } == true
        }
        guard let input = settings[.input] else {
            shop = try program(
                "generate",
                [
                    "--topic", topic, "--rate", QuantityText.written(settings[.demoRate]),
                    "--speed-up", QuantityText.written(speedUp), "--seed", "\(settings[.seed])",
                    "--out-of-order", "2%", "--duplicates", "0.5%", "--very-late", "0.05%",
                    "--malformed", "0.5%",
                ])
            tell(
                "shop",
                "\(Figure.decimal(settings[.demoRate], settings[.demoRate] < 10 ? 2 : 0)) events/s",
                "\(QuantityText.written(speedUp)) times as fast as the clock, "
                    + "seed \(settings[.seed])")
            return
        }
        shop = try program(
            "publish", [input, "--topic", topic, "--group", settings[.demoGroup]])
        tell("input", input, "published as fast as the processor takes it")
    }

    /// Starts this very program with the servers of the demo.
    private mutating func program(
        _ command: String, _ arguments: [String]
    ) throws -> ChildProcess {
        // Built anew meanwhile, it is found in the same place.
        let ours = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            .replacing(" (deleted)", with: "")
        let child = try ChildProcess(
            command, ours, [command] + arguments, environment: environment(of: command),
            knowsDatabase: command == "run", log: folder.log(command))
        // At once: should this process be killed, the next demo or `--stop` still finds the others.
        started.append(child)
        folder.remember(started.reversed().compactMap { ProcessIdentity(running: $0.pid) })
        return child
    }

    /// What the program is told beside its arguments, where nobody else sees it: each what it needs.
    private func environment(of command: String) -> [String: String] {
        // What holds for your own stream is passed over: its settings file here, its variables by `Spawn`.
        var environment = ["BASKETWATCH_CONFIG": "/dev/null"]
        guard command != "broker" else { return environment }
        environment["BASKETWATCH_BROKERS"] = brokers
        if settings[.demoBrokers] != nil {
            for (name, value) in settings[.kafka] {
                let variable = name.uppercased().replacing(".", with: "_")
                environment["BASKETWATCH_KAFKA_\(variable)"] = value
            }
        }
        guard command == "run" else { return environment }
        environment["BASKETWATCH_DATABASE_URL"] = databaseURL
        environment["BASKETWATCH_SCHEMA"] = "\(schema)"
        return environment
    }

    func tell(_ what: String, _ which: String, _ note: String) {
        console.line(
            what.padding(toLength: 14, withPad: " ", startingAt: 0) + which
                + (note.isEmpty ? "" : "   " + note))
    }
}
