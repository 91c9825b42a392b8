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
    /// Of its own in a PostgreSQL of yours.
    let schema: SchemaName
    /// Whether it is to be dropped at the end.
    var hasSchemaOfItsOwn = false
    /// Where the demo's stream is stored, once its PostgreSQL is known.
    var store: StoreSettings { StoreSettings(database: databaseURL, schema: schema) }
    var broker: ChildProcess?
    var processor: ChildProcess?
    var shop: ChildProcess?
    /// All of them, in the order that they were started in.
    var started: [ChildProcess] = []
    let topic: String

    init(_ settings: Settings, _ folder: DemoFolder, _ stop: StopSignal, _ console: Console) {
        self.settings = settings
        self.folder = folder
        self.stop = stop
        self.console = console
        // On a Kafka that stays, a second run's events would all be late or duplicates in the topic
        // of the first.
        let time = Int(Date().timeIntervalSince1970)
        let own = settings[.demoBrokers].map { _ in "basketwatch-demo-\(time)" }
        topic = settings[.demoTopic] ?? own ?? "basketwatch-demo"
        let ownSchema = settings[.demoDatabase].flatMap { _ in
            SchemaName("basketwatch_demo_\(time)")
        }
        schema = ownSchema ?? .standard
    }

    /// Runs the demo to its last answer.
    ///
    /// - Returns: whether everything that was sent is accounted for.
    mutating func run() throws -> Bool {
        let cleared = folder.clear()
        guard cleared.left.isEmpty else { throw DemoCommand.cannotStop(cleared.left) }
        if cleared.stopped > 0 {
            let processes = cleared.stopped == 1 ? "1 process" : "\(cleared.stopped) processes"
            tell("earlier demo", "stopped", "\(processes) of it still ran in \(settings[.folder])")
        }
        try startBroker()
        try startPostgres()
        try startProcessor()
        try startShop()
        try watch()
        let isWhole = try finish()
        // Stopped early there is nothing to ask about.
        if try status() != nil { try ask() }
        return isWhole
    }

    /// How much faster than the clock the shop's time passes: sessions close after half an hour of it,
    /// and there should be some.
    var speedUp: Double {
        let hour = Duration.seconds(3_600) / settings[.demoDuration]
        return settings[.demoSpeedUp] ?? min(max(60, hour.rounded()), 600)
    }

    func status() throws -> StreamStatus? {
        try StoreReader(store).status()
    }

    /// How much later than asked the shop may close, so that a busy machine has baskets to show, too.
    private static let patience = Duration.seconds(30)

    /// Shows baskets at risk until the shop has been open for its time, counted from the first of them,
    /// or until all of a recording is published.
    private func watch() throws {
        console.line()
        var screen = DemoScreen(console)
        var hasShown = false
        var closing: ContinuousClock.Instant?
        if settings[.input] == nil { closing = .now + settings[.demoDuration] + Demo.patience }
        while !stop.isRaised, let shop, let processor {
            guard processor.isRunning else { throw processor.failure("ended by itself") }
            guard shop.isRunning else {
                guard let code = shop.exitCode, code == 0 else {
                    throw shop.failure("failed", exitCode: shop.ownExitCode)
                }
                break
            }
            if let closing, ContinuousClock.now >= closing { break }
            let reader = try StoreReader(store)
            // Whoever has been silent for longer has left: the picture is of those still there.
            var query = ScoreQuery(limit: 8)
            query.atLeast = DemoScreen.leastRisk
            query.silentAtMost = .seconds(300)
            query.order = .stake
            let scores = try reader.scores(query)
            if !scores.rows.isEmpty {
                screen.show(scores, try reader.status())
                if !hasShown { closing = closing.map { min($0, .now + settings[.demoDuration]) } }
                hasShown = true
            }
            // Without a terminal every block stays in sight: fewer will do.
            let pause = Duration.seconds(console.isTerminal || scores.rows.isEmpty ? 1 : 10)
            stop.wait(upTo: closing.map { min(pause, max(.zero, $0 - .now)) } ?? pause)
        }
        screen.finish()
    }
}
