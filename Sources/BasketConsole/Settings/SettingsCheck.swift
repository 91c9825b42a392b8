/// Something that `settings --check` tries with what is set: a server, a file.
///
/// The program brings them: ``Program/checks``.
public struct SettingsCheck: Sendable {
    /// What was found, a line each.
    public struct Finding: Hashable, Sendable {
        /// What was looked at: "topic".
        public let subject: String
        /// What it is like; where something is wrong, with the next step.
        public let text: String
        /// `nil`: all is well; else what the process ends with.
        public let problem: ExitCode?

        public static func good(_ subject: String, _ text: String) -> Finding {
            Finding(subject: subject, text: text, problem: nil)
        }

        public static func bad(_ subject: String, _ text: String, _ code: ExitCode) -> Finding {
            Finding(subject: subject, text: text, problem: code)
        }
    }

    /// What is checked: "Kafka".
    public let subject: String
    /// What it goes by. A command that declares the first one is checked.
    public let settings: SettingList
    let run: Run

    /// Tries it, and tells what it finds as it goes; never for long. `command` is the one that was asked
    /// about; `nil` when it was none. The console says how much a log may.
    public typealias Run =
        @Sendable (
            _ settings: Settings, _ command: String?, _ console: Console,
            _ tell: (Finding) -> Void
        ) -> Void

    public init(_ subject: String, _ settings: SettingList, run: @escaping Run) {
        self.subject = subject
        self.settings = settings
        self.run = run
    }
}
