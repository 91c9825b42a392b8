/// The name of the schema that holds a stream: several streams share a database by it.
///
/// A strict pattern, so that it can stand in SQL, in the names of roles and on a command line alike.
public struct SchemaName: Hashable, Sendable, CustomStringConvertible {
    /// The schema that statements, migrations and documents are written for.
    public static let standard = SchemaName(unchecked: "basketwatch")
    /// What a name must be, in words that finish "must be …".
    public static let rule =
        "1 to 48 of a-z, 0-9 and _, a letter first, and no schema of PostgreSQL's own (public, pg_…)"

    private static let lengths = 1...48

    public let description: String

    /// - Returns: `nil` for a text that ``rule`` does not allow.
    public init?(_ text: String) {
        func isLetter(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        }
        func isDigit(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard SchemaName.lengths.contains(text.utf8.count), text.utf8.first.map(isLetter) == true,
            text.utf8.allSatisfy({ isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }),
            !["public", "information_schema"].contains(text), !text.hasPrefix("pg_")
        else { return nil }
        self.init(unchecked: text)
    }

    private init(unchecked text: String) {
        description = text
    }

    /// The role of this schema with a task: `toys_reader`.
    public func role(_ task: String) -> String { "\(description)_\(task)" }

    /// A command of ours for this schema, as a message advises it.
    public func command(_ words: String) -> String {
        "basketwatch \(words)" + (self == .standard ? "" : " --schema \(self)")
    }

    /// SQL that was written for the standard schema, for this one.
    ///
    /// The name is put where the standard one stands as a schema (`basketwatch.basket`, also inside a
    /// text that becomes a statement, and `SCHEMA basketwatch`) or begins a role's name
    /// (`basketwatch_reader`). It is quoted, since it may be a word of SQL's own.
    public func placed(in sql: String) -> String {
        guard self != .standard else { return sql }
        let standard = SchemaName.standard
        // Roles first: a name of ours that begins like the standard one must not be met again.
        return sql.replacing("\(standard)_", with: "\(self)_")
            .replacing("\(standard).", with: "\"\(self)\".")
            .replacing("SCHEMA IF EXISTS \(standard)", with: "SCHEMA IF EXISTS \"\(self)\"")
            .replacing("SCHEMA \(standard)", with: "SCHEMA \"\(self)\"")
    }
}
