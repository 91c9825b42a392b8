/// Numbers as people write them in settings.
public enum QuantityText {
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

    /// `20.0` is written `20`; never with an exponent, which ``decimal(_:)`` does not read.
    public static func written(_ number: Double) -> String {
        if let whole = Int(exactly: number) { return String(whole) }
        let text = String(number)
        guard let mark = text.firstIndex(of: "e"),
            let exponent = Int(text[text.index(after: mark)...])
        else { return text }
        let digits = text[..<mark].filter { $0 != "." }.replacing("-", with: "")
        let sign = number < 0 ? "-" : ""
        guard exponent < 0 else {
            // Larger than any whole number there is, so that no digit lies behind the point.
            return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count)
        }
        return "\(sign)0." + String(repeating: "0", count: -exponent - 1) + digits
    }

    /// The text without spaces and the separators between digits: a `_` anywhere, a comma before
    /// three digits only, for elsewhere it may be meant for a decimal point. Where one does not
    /// belong it stays, and the text is no number.
    private static func joined(_ text: Substring) -> String {
        let dense = text.filter { $0 != " " }
        let pieces = dense.split(separator: "_", omittingEmptySubsequences: false)
        guard pieces.allSatisfy({ !$0.isEmpty }) else { return dense }
        let plain = pieces.joined()
        let whole = plain.prefix { $0 != "." }
        let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        let isGrouped =
            (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
        return groups.count == 1 || isGrouped
            ? groups.joined() + plain.dropFirst(whole.count) : plain
    }
}
