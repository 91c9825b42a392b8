/// One subcommand: what it takes is declared, once; help, checks and completions follow from that.
public protocol Command: Sendable {
    /// One or two words: "run", "topics create".
    static var name: String { get }
    /// One sentence: "Process the clickstream into PostgreSQL."
    static var summary: String { get }
    /// What else is worth knowing before one runs it; empty when nothing is.
    static var note: String { get }
    static var settings: SettingList { get }
    static var operands: Operands { get }
    /// At least two.
    static var examples: [Example] { get }

    init()

    /// Does it. What is thrown is printed, and ends the process with the error's own code.
    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode
}

extension Command {
    public static var note: String { "" }
    public static var settings: SettingList { SettingList() }
    public static var operands: Operands { .none }
}
