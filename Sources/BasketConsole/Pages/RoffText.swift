/// Text as roff reads it: what would steer the formatter is written out.
enum RoffText {
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\e"
            // A plain - may be shown as a hyphen, which cannot be copied into a shell.
            case "-": escaped += "\\-"
            case "'": escaped += "\\(aq"
            case "`": escaped += "\\(ga"
            case "^": escaped += "\\(ha"
            case "~": escaped += "\\(ti"
            case "\n": escaped += "\n"
            case _ where scalar.value > 0x7E:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let zeros = String(repeating: "0", count: max(4 - digits.count, 0))
                escaped += "\\[u\(zeros)\(digits)]"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        // A line that starts with a dot is a request.
        return escaped.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix(".") ? "\\&" + $0 : String($0) }
            .joined(separator: "\n")
    }

    static func bold(_ text: String) -> String { "\\fB\(escaped(text))\\fR" }

    static func italic(_ text: String) -> String { "\\fI\(escaped(text))\\fR" }

    /// A paragraph that hangs under its head.
    static func hanging(_ head: String, _ body: String) -> String {
        ".TP\n\(head)\n\(body)"
    }
}
