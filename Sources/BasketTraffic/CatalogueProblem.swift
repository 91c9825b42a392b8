/// What is wrong in a catalogue file, and where.
public struct CatalogueProblem: Error, Hashable, CustomStringConvertible {
    /// Counted from 1.
    public let line: Int
    /// Where the field begins, in characters counted from 1.
    public let column: Int
    /// What must be there.
    public let reason: String

    public init(line: Int, column: Int, _ reason: String) {
        self.line = line
        self.column = column
        self.reason = reason
    }

    /// "line 3, column 14: …".
    public var description: String { "line \(line), column \(column): \(reason)" }
}
