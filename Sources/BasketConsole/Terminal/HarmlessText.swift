/// Text from strangers, made safe for a terminal.
public enum HarmlessText {
    /// The text with control characters written out: it may hold what a stranger has sent, and an
    /// escape code of theirs must not reach the terminal.
    public static func of(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var harmless = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            // A line break or tab would tear a line.
            case "\n", "\r", "\t": harmless += " "
            case _ where isControl(scalar):
                harmless += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: harmless.unicodeScalars.append(scalar)
            }
        }
        return harmless
    }

    /// The same for a text of several lines, whose line breaks stay.
    public static func ofLines(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0 != "\n" && isControl($0) }) else {
            return text
        }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { of(String($0)) }.joined(separator: "\n")
    }

    /// C0 with ESC, DEL and C1; what turns the reading direction, so that a text looks like another
    /// one; and line breaks of Unicode's own.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x20, 0x7F..<0xA0: true
        case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x061C: true
        case 0x2028, 0x2029, 0xFEFF: true
        default: false
        }
    }
}
