/// The text of one log line.
enum LogLine {
    static func text(
        _ time: LogTime, _ level: LogLevel, _ component: String, _ message: String,
        _ fields: Log.Fields
    ) -> String {
        var line = "\(time) \(level.rawValue)"
        // The longest level has seven letters; components then start in one column.
        line += String(repeating: " ", count: 8 - level.rawValue.utf8.count)
        line += component + ": " + escaped(message, quote: false)
        for (name, value) in fields {
            line += " \(name)=" + field("\(value)")
        }
        return line
    }

    /// A value as it is, or in quotes where it could be taken for more than one.
    private static func field(_ value: String) -> String {
        let isPlain =
            !value.isEmpty
            && value.unicodeScalars.allSatisfy {
                $0.value > 0x20 && $0 != "\"" && $0 != "=" && $0.value != 0x7F
            }
        return isPlain ? value : "\"" + escaped(value, quote: true) + "\""
    }

    /// Keeps a line one line, and a terminal safe from control codes.
    private static func escaped(_ text: String, quote: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            case "\t": escaped += "\\t"
            case "\"" where quote: escaped += "\\\""
            case "\\" where quote: escaped += "\\\\"
            case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
                escaped += "\\u{\(String(scalar.value, radix: 16))}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
