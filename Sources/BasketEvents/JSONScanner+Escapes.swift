extension JSONScanner {
    /// Reads what follows a backslash, and writes what it means.
    static func unescape(
        _ source: inout UnsafeMutablePointer<UInt8>, to target: inout UnsafeMutablePointer<UInt8>,
        of text: inout ScannedText
    ) throws(RefusalReason) {
        let byte: UInt8
        switch source[1] {
        case UInt8(ascii: "u"):
            try unescapeUnit(&source, to: &target, of: &text)
            return
        case UInt8(ascii: "n"): byte = 0x0A
        case UInt8(ascii: "t"): byte = 0x09
        case UInt8(ascii: "r"): byte = 0x0D
        case UInt8(ascii: "b"): byte = 0x08
        case UInt8(ascii: "f"): byte = 0x0C
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte = source[1]
        default: throw .badJSON
        }
        target[0] = byte
        source += 2
        target += 1
    }

    /// `\uXXXX`, or two of them that make one scalar.
    private static func unescapeUnit(
        _ source: inout UnsafeMutablePointer<UInt8>, to target: inout UnsafeMutablePointer<UInt8>,
        of text: inout ScannedText
    ) throws(RefusalReason) {
        var scalar = try unit(source + 2)
        source += 6
        if scalar & 0xFC00 == 0xD800, source[0] == UInt8(ascii: "\\"),
            source[1] == UInt8(ascii: "u")
        {
            let low = try unit(source + 2)
            if low & 0xFC00 == 0xDC00 {
                scalar = 0x1_0000 + (scalar & 0x3FF) << 10 + low & 0x3FF
                source += 6
            }
        }
        if scalar == 0 { text.hasNUL = true }
        if scalar & 0xFFFF_F800 == 0xD800 {
            text.hasLoneSurrogate = true
            scalar = 0xFFFD
        }
        target += UTF8Validation.encode(scalar, to: target)
    }

    /// Four hexadecimal digits.
    private static func unit(_ digits: UnsafeMutablePointer<UInt8>) throws(RefusalReason) -> UInt32
    {
        var value: UInt32 = 0
        for index in 0..<4 {
            // A zero ends the loop before anything behind it is read.
            switch digits[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                value = value << 4 | UInt32(digits[index] - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                value = value << 4 | UInt32(digits[index] & 0x0F + 9)
            default: throw .badJSON
            }
        }
        return value
    }
}
