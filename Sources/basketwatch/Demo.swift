import BasketConsole
import BasketPipeline
import BasketStore
import Foundation

/// One demo, from the first server to the last answer.
struct Demo {
    let settings: Settings
    let folder: DemoFolder
    let stop: StopSignal
    let console: Console

    var brokers = ""
    var databaseURL = ""
    var broker: ChildProcess?
    var processor: ChildProcess?
    var shop: ChildProcess?
    /// All of them, in the order that they were started in.
    var started: [ChildProcess] = []

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
        try watch()
        try finish()
        try ask()
    }

    func status() throws -> StreamStatus? {
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

    func tellWhatRuns() {
        // As we were called: make calls a program that is not on the PATH.
        let us = CommandLine.arguments.first ?? "basketwatch"
        let database = StoreSettings(database: databaseURL).maskedDatabase
        console.line()
        console.line("The shop has closed; the rest is still running. To go on:")
        console.line("  export BASKETWATCH_BROKERS=\(brokers)")
        console.line(
            "  export BASKETWATCH_TOPIC=\(settings[.demoTopic]) "
                + "BASKETWATCH_GROUP=\(settings[.demoGroup])")
        console.line("  export BASKETWATCH_DATABASE_URL='\(database)'")
        for command in ["scores", "status", "generate --help"] {
            console.line("  \(us) \(command)")
        }
        console.line("To stop it:")
        console.line("  \(us) demo --stop --folder \(settings[.folder])")
    }

    /// Stops all that this demo started, in the order of the stream.
    func stopAll() {
        for child in started.reversed() where child.isRunning {
            child.stop()
        }
        folder.clear()
    }
}
