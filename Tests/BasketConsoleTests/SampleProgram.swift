import BasketConsole

extension Setting<Duration> {
    static let gap = Setting(
        "gap", "the silence after which a session closes", .duration(atLeast: .seconds(1)),
        standard: .seconds(1800))
}

extension Setting<Int> {
    static let workers = Setting(
        "workers", "how many partitions are worked on at once", .integer(in: 1...64), standard: 2)
}

extension Setting<String> {
    static let topic = Setting(required: "topic", "the topic that is read", .text("NAME"))
    static let databaseURL = Setting(
        "database-url", "the database", .url { $0.replacing("hidden", with: "***") },
        standard: "postgresql://me:hidden@localhost/shop")
}

extension Setting<String?> {
    static let output = Setting("output", "where lines go", .path, whenUnset: "standard output")
}

extension Setting<Bool> {
    static let strict = Setting(flag: "strict", "take nothing that is doubtful")
    static let dry = Setting(flag: "dry", "make nothing").byFlagOnly
}

extension Setting<[String: String]> {
    static let kafka = Setting(properties: "kafka", "a property of librdkafka, passed through")
}

struct RunCommand: Command {
    static let name = "run"
    static let summary = "Run it."
    static let note = "Runs until it is stopped."
    static let settings =
        SettingList(.gap, .workers, .output, .strict) + SettingList(titled: "Kafka", .topic, .kafka)
    static let operands = Operands("FILE", "what is read", count: 0...2, completion: .paths)
    static let examples = [
        Example("run --gap 5min", "Closes sessions early."),
        Example("run --topic clicks a.jsonl", "Reads a file."),
    ]

    /// Prints what it was given.
    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        if operands.first == "refuse" { throw CommandFailure.usage("'refuse' is no file.") }
        if operands.first == "away" { throw Away() }
        if operands.first == "bug" { throw CommandFailure("A bug.", exitCode: .internalError) }
        console.line("gap=\(Figure.duration(settings[.gap])) workers=\(settings[.workers])")
        console.line("output=\(settings[.output] ?? "-") strict=\(settings[.strict])")
        let kafka = settings[.kafka].sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
        console.line("topic=\(settings[.topic]) kafka=\(kafka.joined(separator: ","))")
        console.line("operands=\(operands.joined(separator: ","))")
        return .success
    }

    struct Away: DiagnosableError {
        var exitCode: ExitCode { .unavailable }
        var description: String { "Nobody answers. Start it first." }
    }
}

struct TopicsCreateCommand: Command {
    static let name = "topics create"
    static let summary = "Make a topic."
    static let settings = SettingList(.databaseURL, .dry)
    static let operands = Operands("NAME", "the topic's name")
    static let examples = [
        Example("topics create clicks", "Makes one."), Example("topics create c", "Makes another."),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        console.line("made \(operands[0])")
        return .success
    }
}

extension Program {
    static func sample(settingsFiles: [String] = []) -> Program {
        var manual = Manual()
        manual.description = ["Watches baskets, day and night.", ".It says so."]
        manual.variables = [("PGHOST", "where the database is")]
        manual.files = [("~/.pgpass", "passwords")]
        manual.exitCodes = [.unavailable: "nothing lives there"]
        manual.examples = [Example("run --topic clicks", "All of it")]
        manual.seeAlso = ["psql(1)"]
        return Program(
            name: "basketwatch", version: "1.2.3", summary: "Watches baskets.",
            environmentPrefix: "BASKETWATCH_", settingsFiles: settingsFiles,
            otherVariables: ["BASKETWATCH_TEST_BROKERS"],
            commands: [RunCommand.self, TopicsCreateCommand.self],
            groups: [
                CommandGroup("try it", "run", "nothing"),
                CommandGroup("prepare", "topics", "settings"),
            ],
            checks: [.topic], manual: manual)
    }
}

extension SettingsCheck {
    /// Finds every topic but one.
    static let topic = SettingsCheck("topics", SettingList(.topic, .gap)) {
        settings, command, _, tell in
        tell(.good("broker", "answers \(command ?? "everybody")"))
        if settings[.topic] == "lost" {
            tell(.bad("topic", "There is no topic 'lost'. Make it.", .unavailable))
            tell(.bad("gap", "Worse things follow.", .configuration))
        }
    }
}

/// Runs a command line of the sample program.
struct SampleRun {
    let code: ExitCode
    let output: String
    let errors: String

    /// - Parameter files: Where a settings file is looked for.
    init(
        _ line: String, environment: [String: String] = [:], files: [String] = [],
        on recorded: RecordedConsole = .init()
    ) {
        let program = Program.sample(settingsFiles: files)
        let arguments = ["/bin/basketwatch"] + line.split(separator: " ").map(String.init)
        code = program.main(
            arguments: arguments, environment: environment, console: recorded.console)
        output = recorded.output
        errors = recorded.errors
    }
}
