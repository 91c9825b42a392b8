import BasketConsole
import BasketPipeline
import BasketStore
import BasketTelemetry
import Foundation
import KafkaLog

/// One demo, from the first server to the last answer.
struct Demo {
    private let settings: Settings
    private let folder: DemoFolder
    private let stop: StopSignal
    private let console: Console

    private var brokers = ""
    private var databaseURL = ""
    private var broker: ChildProcess?
    private var processor: ChildProcess?
    private var shop: ChildProcess?

    init(_ settings: Settings, _ folder: DemoFolder, _ stop: StopSignal, _ console: Console) {
        self.settings = settings
        self.folder = folder
        self.stop = stop
        self.console = console
    }

    mutating func run() throws {
        folder.clear()
        try startBroker()
        try startPostgres()
        try startProcessor()
        try startShop()
        remember()
        try watch()
        try finish()
        try ask()
    }

    // MARK: - Starting

    private mutating func startBroker() throws {
        if let theirs = settings[.demoBrokers] {
            brokers = theirs
            try makeTopicIfMissing()
            tell("broker", theirs, "yours; topic '\(settings[.topic])'")
            return
        }
        let address = folder.url.appending(path: "broker.address")
        try? FileManager.default.removeItem(at: address)
        let child = try program(
            "broker", ["--topic", settings[.topic], "--address-file", address.path])
        broker = child
        try child.wait("say where it listens", seconds: 10) {
            FileManager.default.fileExists(atPath: address.path)
        }
        brokers = try String(contentsOf: address, encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        tell("broker", brokers, "embedded, for trying out; BASKETWATCH_BROKERS uses yours")
    }

    private func makeTopicIfMissing() throws {
        let log = Log(component: "demo", level: .error)
        let cluster = try LogCluster(KafkaSettings(brokers, settings, log: log))
        do {
            _ = try cluster.partitionCount(settings[.topic], timeout: .seconds(10))
        } catch KafkaLogError.topicMissing {
            try cluster.createTopic(
                TopicPlan(name: settings[.topic], partitions: 8), timeout: .seconds(20))
        }
    }

    private mutating func startPostgres() throws {
        if let theirs = settings[.demoDatabase] {
            databaseURL = theirs
            tell("postgresql", StoreSettings(database: theirs).maskedDatabase, "yours")
        } else {
            databaseURL = try PrivatePostgres.start(in: folder.postgres).databaseURL
            tell(
                "postgresql", folder.shownPostgres,
                "private; BASKETWATCH_DATABASE_URL uses yours")
        }
        _ = try Migrator(StoreSettings(database: databaseURL)).migrate()
    }

    private mutating func startProcessor() throws {
        processor = try program(
            "run", ["--topic", settings[.topic], "--group", settings[.group], "--workers", "1"])
        let log = Log(component: "demo", level: .error)
        let partitions = try LogCluster(KafkaSettings(brokers, settings, log: log))
            .partitionCount(settings[.topic], timeout: .seconds(10))
        tell("processor", "1 worker, \(partitions) partitions", "")
    }

    private mutating func startShop() throws {
        // The processor first takes its partitions: the embedded broker forgets what waits too long.
        try processor?.wait("take the topic's partitions", seconds: 40) {
            stop.isRaised || (try? status())??.partitions.allSatisfy { $0.owner != nil } == true
        }
        guard let input = settings[.input] else {
            shop = try program(
                "generate",
                [
                    "--topic", settings[.topic], "--rate", "\(settings[.demoRate])", "--speed-up",
                    "\(settings[.demoSpeedUp])", "--seed", "\(settings[.seed])", "--out-of-order",
                    "2%", "--duplicates", "0.5%", "--very-late", "0.05%", "--malformed", "0.5%",
                ])
            tell(
                "shop", "\(Figure.count(Int(settings[.demoRate]))) events/s",
                "\(Figure.decimal(settings[.demoSpeedUp], 0)) times as fast as the clock, "
                    + "seed \(settings[.seed])")
            return
        }
        shop = try program(
            "publish", [input, "--topic", settings[.topic], "--group", settings[.group]])
        tell("input", input, "published as fast as the processor takes it")
    }

    /// Starts this very program with the servers of the demo.
    private func program(_ command: String, _ arguments: [String]) throws -> ChildProcess {
        let ours = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        var environment = ["BASKETWATCH_DATABASE_URL": databaseURL]
        if command != "broker" { environment["BASKETWATCH_BROKERS"] = brokers }
        return try ChildProcess(
            command, ours, [command] + arguments, environment: environment,
            log: folder.log(command))
    }

    private func remember() {
        folder.remember([shop, processor, broker].compactMap { $0 })
    }

    private func tell(_ what: String, _ which: String, _ note: String) {
        console.line(
            what.padding(toLength: 14, withPad: " ", startingAt: 0) + which
                + (note.isEmpty ? "" : "   " + note))
    }

    // MARK: - Watching

    private func status() throws -> StreamStatus? {
        try StoreReader(StoreSettings(database: databaseURL)).status()
    }

    private func watch() throws {
        console.line()
        var screen = DemoScreen(console)
        let deadline = ContinuousClock.now + settings[.demoDuration]
        while !stop.isRaised, let shop, let processor {
            guard processor.isRunning else { throw processor.failure("ended by itself") }
            guard shop.isRunning else {
                guard shop.exitCode == 0 else { throw shop.failure("failed") }
                break
            }
            if settings[.input] == nil, ContinuousClock.now >= deadline { break }
            let reader = try StoreReader(StoreSettings(database: databaseURL))
            // Whoever has been silent for longer has left: the picture is of those still there.
            let scores = try reader.scores(limit: 8, atLeast: 0.5, silentAtMost: .seconds(300))
            if !scores.rows.isEmpty { screen.show(scores, try reader.status()) }
            // Without a terminal every block stays in sight: fewer will do.
            let pause = console.isTerminal || scores.rows.isEmpty ? 1 : 10
            stop.wait(upTo: min(.seconds(pause), max(.zero, deadline - .now)))
        }
        screen.finish()
    }

    /// Closes the shop, waits until all of it is processed, and stops the processor unless it is kept.
    private func finish() throws {
        shop?.stop()
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            if try status()?.partitions.allSatisfy({ $0.lag == 0 }) == true { break }
            stop.wait(upTo: .milliseconds(200))
            if stop.isRaised { break }
        }
        if !settings[.keep] {
            guard processor?.stop() == 0 else {
                throw processor?.failure("did not end cleanly") ?? CommandFailure("no processor")
            }
        }
        guard let status = try status() else { return }
        let lines = status.partitions.flatMap { partition in
            partition.ledger.differences.map { "partition \(partition.partition): \($0)" }
        }
        console.line()
        console.line(
            (settings[.keep] ? "So far: " : "Stopped cleanly: ") + status.total.inWords + ". "
                + (lines.isEmpty ? "Nothing lost, nothing twice." : "THE LEDGER DIFFERS:"))
        for line in lines { console.line(line) }
    }

    // MARK: - Asking

    private func ask() throws {
        console.line()
        console.line("Ask it yourself:")
        let psql = try? PrivatePostgres.programs().appending(path: "psql")
        for recipe in DemoRecipe.all {
            console.line()
            console.line("-- " + recipe.question)
            console.line(recipe.sql)
            if let psql { try answer(recipe, psql) }
        }
    }

    private func answer(_ recipe: DemoRecipe, _ psql: URL) throws {
        let file = folder.log("answer")
        unlink(file.path)
        _ = try Spawn.run(
            psql.path,
            [
                "-X", "-q", "-P", "pager=off", "-P", "footer=off", "-d", databaseURL, "-c",
                recipe.sql,
            ],
            output: file.path)
        console.line(
            try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .newlines))
        unlink(file.path)
    }

    func tellWhatRuns() {
        console.line()
        console.line("All of it is still running. To go on:")
        console.line("  export BASKETWATCH_BROKERS=\(brokers)")
        console.line(
            "  export BASKETWATCH_DATABASE_URL='\(StoreSettings(database: databaseURL).maskedDatabase)'"
        )
        console.line("  basketwatch scores; basketwatch status; basketwatch generate --help")
        console.line("To stop it:  basketwatch demo --stop --folder \(settings[.folder])")
    }

    /// Stops all that this demo started, in the order of the stream.
    func stopAll() {
        for child in [shop, processor, broker].compactMap({ $0 }) where child.isRunning {
            child.stop()
        }
        folder.clear()
    }
}
