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

    /// C0 with ESC, DEL and C1.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    }
}
