/// Numbers as people read them: grouped, rounded, with their unit.
public enum Figure {
    /// `1912` reads "1,912".
    public static func count(_ number: some BinaryInteger) -> String {
        let digits = String(number.magnitude)
        var grouped = ""
        for (place, digit) in digits.enumerated() {
            if place > 0 && (digits.count - place) % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        return number < 0 ? "-" + grouped : grouped
    }

    /// With so many digits after the point: `decimal(0.9412, 2)` reads "0.94".
    public static func decimal(_ number: Double, _ places: Int) -> String {
        guard number.isFinite else { return "–" }
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        let scaled = (number.magnitude * scale).rounded()
        guard let whole = Int64(exactly: scaled) else { return String(number) }
        let sign = number < 0 && whole != 0 ? "-" : ""
        guard places > 0 else { return sign + count(whole) }
        let fraction = String(whole % Int64(scale))
        let zeros = String(repeating: "0", count: places - fraction.count)
        return "\(sign)\(count(whole / Int64(scale))).\(zeros)\(fraction)"
    }

    /// `0.94` reads "94 %"; below 10 % with a digit after the point.
    public static func share(_ share: Double) -> String {
        let percent = share * 100
        let isWhole = percent >= 10 || percent == percent.rounded()
        return decimal(percent, isWhole ? 0 : 1) + " %"
    }

    /// So many a second: "410/s", "1.9 M/s" above a million, "0.4/s" below 10.
    public static func rate(_ perSecond: Double) -> String {
        if perSecond >= 1_000_000 { return decimal(perSecond / 1_000_000, 2) + " M/s" }
        return decimal(perSecond, perSecond < 10 ? 1 : 0) + "/s"
    }

    /// Bytes: "512 B", "12.3 MiB".
    public static func size(_ bytes: some BinaryInteger) -> String {
        var size = Double(bytes)
        var unit = "B"
        for larger in ["KiB", "MiB", "GiB", "TiB"] where size.magnitude >= 1024 {
            size /= 1024
            unit = larger
        }
        return decimal(size, size == size.rounded() ? 0 : 1) + " " + unit
    }

    /// `money(2250, "EUR")` reads "EUR 22.50": minor units, with the currency's own decimals.
    public static func money(_ minorUnits: Int64, _ currency: String) -> String {
        let places = decimals[currency] ?? 2
        let scale = (0..<places).reduce(UInt64(1)) { scale, _ in scale * 10 }
        let (whole, fraction) = minorUnits.magnitude.quotientAndRemainder(dividingBy: scale)
        var amount = (minorUnits < 0 ? "-" : "") + count(whole)
        if places > 0 {
            let digits = String(fraction)
            amount += "." + String(repeating: "0", count: places - digits.count) + digits
        }
        return currency + " " + amount
    }

    /// `choice(of: ["all", "last", "none"])` reads "all, last or none".
    public static func choice(of words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }

    /// The currencies of ISO 4217 whose smallest unit is not a hundredth.
    private static let decimals = [
        "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0,
        "RWF": 0, "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
        "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
    ]
}
