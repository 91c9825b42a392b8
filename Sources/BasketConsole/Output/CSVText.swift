/// Lines of comma-separated values (RFC 4180), for spreadsheets and `COPY … WITH (FORMAT csv, HEADER)`.
public enum CSVText {
    /// One line, without its end. `nil` is an empty field, an empty text a quoted one: what
    /// PostgreSQL reads as NULL and as an empty text.
    public static func line(_ fields: [String?]) -> String {
        fields.map { $0.map(field) ?? "" }.joined(separator: ",")
    }

    private static let special: Set<Unicode.Scalar> = ["\"", ",", "\r", "\n"]

    private static func field(_ text: String) -> String {
        // By scalars: "\r\n" is one character.
        let isPlain = !text.isEmpty && text.unicodeScalars.allSatisfy { !special.contains($0) }
        return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
