/// Times as RFC 3339 writes them: `2025-11-26T10:04:05.120+01:00`.
enum RFC3339 {
    /// Milliseconds since 1970 UTC; finer digits are cut off. `nil` for what is no such time.
    ///
    /// `T` and `Z` may be small, and a space may stand for the `T`, as the RFC allows. A leap second
    /// (23:59:60 UTC at the end of June or December) reads as the first second of the next day.
    static func milliseconds(_ text: UnsafeRawBufferPointer) -> Int64? {
        var rest = TimeText(rest: text[...])
        guard let day = rest.day(), rest.take("T", "t", " ") else { return nil }
        guard let hour = rest.number(2, upTo: 23), rest.take(":") else { return nil }
        guard let minute = rest.number(2, upTo: 59), rest.take(":") else { return nil }
        guard let second = rest.number(2, upTo: 60) else { return nil }
        guard let fraction = rest.fraction(), let offset = rest.offsetMinutes() else { return nil }
        guard rest.isEmpty else { return nil }

        let minutes = (day * 24 + hour) * 60 + minute - offset
        if second == 60, !isLeapSecond(startingWith: minutes) { return nil }
        return (minutes * 60 + second) * 1000 + fraction
    }

    /// Whether the minute of that number since 1970 UTC may have had a 61st second.
    private static func isLeapSecond(startingWith minutes: Int64) -> Bool {
        guard (minutes + 1).isMultiple(of: 1440) else { return false }
        let next = CivilDay((minutes + 1) / 1440)
        return next.day == 1 && (next.month == 1 || next.month == 7)
    }
}

/// What is left to read of a time.
private struct TimeText {
    var rest: Slice<UnsafeRawBufferPointer>

    var isEmpty: Bool { rest.isEmpty }

    mutating func take(_ choices: Unicode.Scalar...) -> Bool {
        guard let byte = rest.first, choices.contains(Unicode.Scalar(byte)) else { return false }
        rest.removeFirst()
        return true
    }

    /// So many digits, no more and no fewer of them read.
    mutating func number(_ digits: Int, upTo most: Int64) -> Int64? {
        guard rest.count >= digits else { return nil }
        var value: Int64 = 0
        for _ in 0..<digits {
            let digit = rest.removeFirst() &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int64(digit)
        }
        return value <= most ? value : nil
    }

    /// `2025-11-26`, as days since 1970.
    mutating func day() -> Int64? {
        guard let year = number(4, upTo: 9999), take("-") else { return nil }
        guard let month = number(2, upTo: 12), month > 0, take("-") else { return nil }
        guard let day = number(2, upTo: 31), day > 0 else { return nil }
        return CivilDay(year: year, month: month, day: day).number
    }

    /// `.120`, in milliseconds; 0 if there is none.
    mutating func fraction() -> Int64? {
        guard take(".") else { return 0 }
        var milliseconds: Int64 = 0
        var unit: Int64 = 100
        guard let first = rest.first, first &- 0x30 < 10 else { return nil }
        while let digit = rest.first, digit &- 0x30 < 10 {
            milliseconds += Int64(digit - 0x30) * unit
            unit /= 10
            rest.removeFirst()
        }
        return milliseconds
    }

    /// `Z` or `+01:00`.
    mutating func offsetMinutes() -> Int64? {
        if take("Z", "z") { return 0 }
        let isBehind = rest.first == UInt8(ascii: "-")
        guard take("+", "-"), let hours = number(2, upTo: 23), take(":") else { return nil }
        guard let minutes = number(2, upTo: 59) else { return nil }
        return (isBehind ? -1 : 1) * (hours * 60 + minutes)
    }
}
