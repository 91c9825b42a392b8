/// A command's own reason to stop.
public struct CommandFailure: DiagnosableError, Hashable {
    /// What failed, on what, and the next step.
    public let description: String
    public let exitCode: ExitCode

    public init(_ description: String, exitCode: ExitCode = .failure) {
        self.description = description
        self.exitCode = exitCode
    }

    /// The command line asks for what cannot be: two settings that exclude each other, an operand
    /// that is none. The message goes on to point at the command's help.
    public static func usage(_ description: String) -> CommandFailure {
        CommandFailure(description, exitCode: .usage)
    }
}
