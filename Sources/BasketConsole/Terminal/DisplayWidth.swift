/// How many columns of a terminal a text takes.
///
/// Knows colour codes, combining marks, and the wide letters of East Asia and emoji; not what a
/// terminal makes of joined emoji.
enum DisplayWidth {
    static func of(_ text: String) -> Int {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
        var width = 0
        var isInCode = false
        for character in text {
            if isInCode {
                isInCode = !character.isLetter
            } else if character == "\u{1B}" {
                isInCode = true
            } else {
                width += columns(character)
            }
        }
        return width
    }

    /// The text, or as much as fits, with "…" for the rest. Colour codes are kept whole.
    static func cut(_ text: String, to limit: Int) -> String {
        guard of(text) > limit else { return text }
        var kept = ""
        var width = 0
        var isInCode = false
        for character in text {
            if isInCode {
                isInCode = !character.isLetter
            } else if character == "\u{1B}" {
                isInCode = true
            } else {
                width += columns(character)
                if width > limit - 1 { break }
            }
            kept.append(character)
        }
        return kept + "…" + (text.contains("\u{1B}") ? "\u{1B}[0m" : "")
    }

    /// The text and as many spaces as fill `width`.
    static func padded(_ text: String, to width: Int, onLeft: Bool = false) -> String {
        let spaces = String(repeating: " ", count: max(0, width - of(text)))
        return onLeft ? spaces + text : text + spaces
    }

    private static func columns(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0xFE00...0xFE0F: return 0
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
            0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
