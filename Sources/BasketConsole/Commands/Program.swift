import Foundation

/// A command line of several commands.
///
///     let program = Program(
///         name: "basketwatch", version: "0.1.0", summary: "Says which baskets will be abandoned.",
///         environmentPrefix: "BASKETWATCH_", commands: [RunCommand.self, TopicsCreateCommand.self])
///     exit(program.main().rawValue)
///
/// `help`, `settings`, `completions`, `man` and `version` come with it.
public struct Program: Sendable {
    public let name: String
    public let version: String
    /// One sentence.
    public let summary: String
    /// What the environment variables of settings start with.
    public let environmentPrefix: String
    /// Where a settings file is looked for, in this order, when none is named.
    public let settingsFiles: [String]
    /// Variables with the prefix that are no settings, so that nobody is warned of them.
    public let otherVariables: [String]
    public let commands: [any Command.Type]
    /// How the overview groups them; what no group names comes last.
    public let groups: [CommandGroup]
    /// What `settings --check` tries.
    public let checks: [SettingsCheck]
    public let manual: Manual

    public init(
        name: String, version: String, summary: String, environmentPrefix: String,
        settingsFiles: [String] = [], otherVariables: [String] = [], commands: [any Command.Type],
        groups: [CommandGroup] = [], checks: [SettingsCheck] = [], manual: Manual = Manual()
    ) {
        self.name = name
        self.version = version
        self.summary = summary
        self.environmentPrefix = environmentPrefix
        self.settingsFiles = settingsFiles
        self.otherVariables = otherVariables
        self.commands = commands
        self.groups = groups
        self.checks = checks
        self.manual = manual
    }

    /// Every setting of every command, each name once.
    public var settings: [SettingDeclaration] {
        SettingList.whole(commands.flatMap { $0.settings.all })
    }

    /// Runs the command that the arguments name, and says how the process is to end.
    ///
    /// Ignores SIGPIPE from then on (a child process inherits that): a reader that has gone (`| head`) makes later output vanish, and
    /// the command ends as if it had been read. ``Console/isOutputClosed`` lets a long one stop early.
    /// - Parameter arguments: The first one is the program's own path, as in `CommandLine.arguments`.
    public func main(
        arguments: [String] = CommandLine.arguments,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        console: Console? = nil
    ) -> ExitCode {
        signal(SIGPIPE, SIG_IGN)
        let console = console ?? Console(environment: environment)
        let invocation = Invocation(program: self, environment: environment, console: console)
        let code = invocation.run(Array(arguments.dropFirst()))
        console.keepLive()
        if let reason = console.outputFailure, code == .success {
            invocation.fail(
                "Writing to standard output failed: \(reason). Make room where it goes, or send it "
                    + "elsewhere.")
            return .inputOutput
        }
        return code
    }
}
