/// A command line to copy, and what it does.
public struct Example: Hashable, Sendable {
    /// Without the program's name: "run --gap 30min".
    public let line: String
    public let meaning: String

    public init(_ line: String, _ meaning: String) {
        self.line = line
        self.meaning = meaning
    }
}
