/// What a program's manual says beside what follows from its declarations.
public struct Manual: Sendable {
    /// What the program is for and how it works; a paragraph each.
    public var description: [String] = []
    /// Variables that are no settings: name and meaning.
    public var variables: [(name: String, meaning: String)] = []
    /// Files beside the settings files: path and meaning.
    public var files: [(path: String, meaning: String)] = []
    /// What the exit codes mean here; others keep their general meaning.
    public var exitCodes: [ExitCode: String] = [:]
    /// Command lines that show how the commands go together.
    public var examples: [Example] = []
    /// Other manual pages: `psql(1)`.
    public var seeAlso: [String] = []

    public init() {}
}
