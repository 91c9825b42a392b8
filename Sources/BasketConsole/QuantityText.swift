/// Numbers as people write them in settings.
enum QuantityText {
    /// Suffixes of counts, largest first.
    static let countUnits: [(String, Int)] = [
        ("G", 1_000_000_000), ("M", 1_000_000), ("k", 1000), ("", 1),
    ]

    /// Suffixes of sizes, largest first. Upper and lower case are the same; `k` alone is 1024.
    static let byteUnits: [(String, Int)] = [
        ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
        ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000),
        ("G", 1 << 30), ("M", 1 << 20), ("K", 1 << 10), ("B", 1), ("", 1),
    ]

    /// The whole number, or `nil` when the text is none or it is too large.
    static func whole(_ text: String, units: [(String, Int)]) -> Int? {
        let lower = text.lowercased()
        for (suffix, scale) in units where lower.hasSuffix(suffix.lowercased()) {
            guard let number = Int(joined(text.dropLast(suffix.count))) else { return nil }
            let (scaled, hasOverflown) = number.multipliedReportingOverflow(by: scale)
            return hasOverflown ? nil : scaled
        }
        return nil
    }

    /// A decimal number of 0 or more; no exponent, no `inf`, no `nan`.
    static func decimal(_ text: Substring) -> Double? {
        let digits = joined(text)
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 })
        else { return nil }
        return Double(digits)
    }

    /// A decimal number that may end in `k`, `M` or `G`.
    static func scaled(_ text: String) -> Double? {
        let lower = text.lowercased()
        for (suffix, scale) in countUnits where lower.hasSuffix(suffix.lowercased()) {
            return decimal(text.dropLast(suffix.count)).map { $0 * Double(scale) }
        }
        return nil
    }

    /// The number with the largest unit that divides it.
    static func written(_ number: Int, units: [(String, Int)]) -> String {
        for (suffix, scale) in units where number != 0 && number % scale == 0 {
            return "\(number / scale)\(suffix)"
        }
        return String(number)
    }

    /// `20.0` is written `20`.
    static func written(_ number: Double) -> String {
        Int(exactly: number).map { String($0) } ?? String(number)
    }

    /// The text without spaces and the separators between digits. Where one stands elsewhere it
    /// stays, and the text is no number.
    private static func joined(_ text: Substring) -> String {
        var joined = ""
        var last: Character = " "
        for character in text.filter({ $0 != " " }) {
            let isSeparator = character == "_" || character == ","
            if !(isSeparator && last.isNumber) { joined.append(character) }
            last = character
        }
        return last == "_" || last == "," ? text + "?" : joined
    }
}
