/// A JSON number, for us who keep whole numbers only.
struct ScannedNumber {
    /// The nearest `Int64` where the number is too large for one; meaningless unless `isWhole`.
    var value: Int64
    var isWhole = true
}

extension JSONScanner {
    /// Reads a number, of which the first byte is next: `-`, a digit, or else it is bad JSON.
    @inline(__always)
    mutating func number() throws(RefusalReason) -> ScannedNumber {
        let start = at
        let digits = word(start) ^ EightBytes.zeros
        let others = EightBytes.aboveNine(digits)
        // Up to seven digits at once; the rest one by one.
        var value: UInt64
        if others != 0 {
            let count = others.trailingZeroBitCount &>> 3
            // The first digit must come to lie in the lowest byte but for zeros before it.
            let unused = UInt64(truncatingIfNeeded: 64 &- count &* 8)
            value = count == 0 ? 0 : EightBytes.decimal(digits &<< unused)
            at = start + count
        } else {
            value = EightBytes.decimal(digits)
            at = start + 8
            while at[0] &- 0x30 < 10 {
                value = value &* 10 &+ UInt64(at[0] &- 0x30)
                at += 1
            }
        }
        if isPlain(from: start) { return ScannedNumber(value: Int64(bitPattern: value)) }

        let (number, next) = try JSONScanner.unusualNumber(start)
        at = next
        return number
    }

    /// Whether the digits just read are a number as it stands: whole, not too large, and without a
    /// zero in front.
    @inline(__always)
    private func isPlain(from start: UnsafeMutablePointer<UInt8>) -> Bool {
        let count = at - start
        guard count == 1 || count > 1 && count <= 18 && start[0] != 0x30 else { return false }
        return at[0] != UInt8(ascii: ".") && at[0] | 0x20 != UInt8(ascii: "e")
    }

    /// Reads any number by the grammar: a sign, a fraction, an exponent, a great many digits.
    @inline(never)
    private static func unusualNumber(
        _ start: UnsafeMutablePointer<UInt8>
    ) throws(RefusalReason) -> (ScannedNumber, UnsafeMutablePointer<UInt8>) {
        var decimal = Decimal()
        var at = start
        if at[0] == UInt8(ascii: "-") {
            decimal.isNegative = true
            at += 1
        }
        let firstDigit = at
        while isDigit(at[0]) {
            decimal.append(at[0] - 0x30)
            at += 1
        }
        guard at > firstDigit, firstDigit[0] != 0x30 || at == firstDigit + 1 else { throw .badJSON }

        if at[0] == UInt8(ascii: ".") {
            at += 1
            guard isDigit(at[0]) else { throw .badJSON }
            while isDigit(at[0]) {
                decimal.append(at[0] - 0x30)
                decimal.exponent -= 1
                at += 1
            }
        }
        if at[0] | 0x20 == UInt8(ascii: "e") {
            at += 1
            let isNegative = at[0] == UInt8(ascii: "-")
            if isNegative || at[0] == UInt8(ascii: "+") { at += 1 }
            guard isDigit(at[0]) else { throw .badJSON }
            var exponent = 0
            while isDigit(at[0]) {
                // A record is too short for digits that could make up for a million.
                exponent = min(exponent * 10 + Int(at[0] - 0x30), 1_000_000)
                at += 1
            }
            decimal.exponent += isNegative ? -exponent : exponent
        }
        return (decimal.rounded, at)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10
    }
}

/// A number as written: digits times a power of ten.
private struct Decimal {
    var isNegative = false
    var exponent = 0
    private var digits: UInt64 = 0
    /// Zeros at the end of what was written: not yet multiplied in, they may never have to be.
    private var zeros = 0
    private var isTooLarge = false

    mutating func append(_ digit: UInt8) {
        guard digit != 0 else {
            zeros += digits == 0 ? 0 : 1
            return
        }
        for _ in 0..<min(zeros + 1, 20) { multiplyByTen() }
        zeros = 0
        digits &+= UInt64(digit)
    }

    private mutating func multiplyByTen() {
        if digits > 99_999_999_999_999_999 { isTooLarge = true } else { digits *= 10 }
    }

    /// The number, if it is whole.
    var rounded: ScannedNumber {
        let shift = exponent + zeros
        guard digits != 0 else { return ScannedNumber(value: 0) }
        guard shift >= 0 else { return ScannedNumber(value: 0, isWhole: false) }
        var copy = self
        for _ in 0..<min(shift, 20) { copy.multiplyByTen() }
        let magnitude = copy.isTooLarge ? Int64.max : Int64(copy.digits)
        return ScannedNumber(value: isNegative ? -magnitude : magnitude)
    }
}
