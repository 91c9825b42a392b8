/// Lengths of time as people write them in settings.
enum DurationText {
    private static let units: [(suffix: String, nanoseconds: Int64)] = [
        ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("min", 60_000_000_000),
        ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1000), ("ns", 1),
    ]
    private static let otherNames = ["m": "min", "sec": "s", "µs": "us"]
    /// Longer than anybody means, short enough that no sum of nanoseconds overflows.
    private static let mostDigits = 9

    /// `nil` when the text is no time, or has no unit and is not 0.
    static func read(_ text: String) -> Duration? {
        var rest = text.filter { $0 != " " }[...]
        if rest == "0" { return .zero }
        guard !rest.isEmpty else { return nil }
        var sum = Duration.zero
        while !rest.isEmpty {
            guard let part = readPart(&rest) else { return nil }
            sum += part
        }
        return sum
    }

    /// The text that ``read(_:)`` turns into the duration, in the largest unit that divides it.
    static func written(_ duration: Duration) -> String {
        guard duration != .zero else { return "0s" }
        let (seconds, attoseconds) = duration.components
        for unit in units {
            if unit.nanoseconds >= 1_000_000_000 {
                let scale = unit.nanoseconds / 1_000_000_000
                if attoseconds == 0 && seconds % scale == 0 {
                    return "\(seconds / scale)\(unit.suffix)"
                }
            } else if attoseconds % (unit.nanoseconds * 1_000_000_000) == 0 {
                let perSecond = 1_000_000_000 / unit.nanoseconds
                let part = attoseconds / (unit.nanoseconds * 1_000_000_000)
                return "\(seconds * perSecond + part)\(unit.suffix)"
            }
        }
        return "\(duration)"
    }

    /// One number and its unit.
    private static func readPart(_ rest: inout Substring) -> Duration? {
        let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        rest = rest[number.endIndex...]
        let name = String(rest.prefix { !($0.isASCII && $0.isNumber) })
        rest = rest.dropFirst(name.count)

        let suffix = otherNames[name] ?? name
        guard let unit = units.first(where: { $0.suffix == suffix }) else { return nil }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }),
            parts.allSatisfy({ $0.count <= mostDigits }), let whole = Int64(parts[0])
        else { return nil }

        let unitLength = Duration.nanoseconds(unit.nanoseconds)
        guard parts.count == 2, let fraction = Int64(parts[1]) else { return unitLength * whole }
        let scale = parts[1].reduce(Int64(1)) { scale, _ in scale * 10 }
        return unitLength * whole + unitLength * fraction / scale
    }
}
