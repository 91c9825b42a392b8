extension SettingKind<Int> {
    /// A whole number: `64`, `1,000,000`, `1_000_000`, `50k`, `2M`.
    public static func integer(in range: ClosedRange<Int>) -> SettingKind {
        let words = words(range) { Figure.count($0) }
        var kind = SettingKind(
            placeholder: "N", range: words,
            read: { text in
                guard let number = QuantityText.whole(text, units: QuantityText.countUnits) else {
                    return .refused("a whole number, \(words)")
                }
                return range.contains(number) ? .value(number) : .refused(words)
            },
            write: { String($0) })
        kind.show = { Figure.count($0) }
        return kind
    }

    /// A whole number that is `least` or more.
    public static func integer(atLeast least: Int) -> SettingKind {
        integer(in: least...Int.max)
    }

    /// A number of bytes: `4096`, `64kB`, `16MiB`, `1GiB`; `kB`, `MB` count in thousands.
    public static func byteSize(in range: ClosedRange<Int> = 0...Int.max) -> SettingKind {
        let words = words(range) { Figure.size($0) }
        return SettingKind(
            placeholder: "SIZE",
            range: range.lowerBound == 0 && range.upperBound == .max ? nil : words,
            read: { text in
                guard let bytes = QuantityText.whole(text, units: QuantityText.byteUnits) else {
                    return .refused("a size such as 4096, 64kB or 16MiB")
                }
                return range.contains(bytes) ? .value(bytes) : .refused(words)
            },
            write: { QuantityText.written($0, units: QuantityText.byteUnits) })
    }

    /// "1 to 64"; "1 or more" where the end is out of anybody's reach.
    private static func words(_ range: ClosedRange<Int>, _ figure: (Int) -> String) -> String {
        let least = figure(range.lowerBound)
        return range.upperBound == .max
            ? "\(least) or more" : "\(least) to \(figure(range.upperBound))"
    }
}

extension SettingKind<Double> {
    /// A share of the whole: `0.05` or `5%`; 0 to 1.
    public static var share: SettingKind {
        SettingKind(
            placeholder: "SHARE", range: "0 to 1, or 0% to 100%",
            read: { text in
                let isPercent = text.hasSuffix("%")
                let digits = isPercent ? text.dropLast() : text[...]
                guard let number = QuantityText.decimal(digits) else {
                    return .refused("a share such as 0.05 or 5%")
                }
                let share = isPercent ? number / 100 : number
                return share <= 1 ? .value(share) : .refused("0 to 1, or 0% to 100%")
            },
            write: { QuantityText.written($0) })
    }

    /// What a rate or a factor may be: further out nothing can be timed or counted.
    private static let scale = 1e-6...1e9

    /// So many a second: `2000`, `2,000/s`, `50k/s`, `1.5M`; a millionth to a milliard.
    public static var rate: SettingKind {
        let range = "0.000001 to 1G a second"
        return SettingKind(
            placeholder: "RATE", range: range,
            read: { text in
                let digits = text.hasSuffix("/s") ? String(text.dropLast(2)) : text
                guard let rate = QuantityText.scaled(digits), rate > 0 else {
                    return .refused("a rate above 0, such as 2000, 50k or 1.5M (a second)")
                }
                return scale.contains(rate) ? .value(rate) : .refused(range)
            },
            write: { QuantityText.written($0) })
    }

    /// So many times: `60`, `60x`, `0.5x`; a millionth to a milliard.
    public static var factor: SettingKind {
        let range = "0.000001 to 1,000,000,000"
        return SettingKind(
            placeholder: "FACTOR", range: range,
            read: { text in
                let digits = text.hasSuffix("x") ? text.dropLast() : text[...]
                guard let factor = QuantityText.decimal(digits), factor > 0 else {
                    return .refused("a factor above 0, such as 60x or 0.5x")
                }
                return scale.contains(factor) ? .value(factor) : .refused(range)
            },
            write: { QuantityText.written($0) + "x" })
    }
}
