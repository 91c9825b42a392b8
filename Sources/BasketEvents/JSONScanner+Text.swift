/// A JSON text as it means: valid UTF-8, unescaped.
struct ScannedText {
    var start: UnsafeMutablePointer<UInt8>
    var count: Int
    /// It holds U+0000, which JSON allows and PostgreSQL does not.
    var hasNUL = false
    /// It holds half a surrogate pair, which RFC 8259 allows to write and no UTF-8 can hold: U+FFFD
    /// stands in its place.
    var hasLoneSurrogate = false
}

extension JSONScanner {
    /// Reads a text whose opening quote has been taken, closing quote included.
    @inline(__always)
    mutating func text() throws(RefusalReason) -> ScannedText {
        let start = at
        at = JSONScanner.endOfPlainText(at)
        if at[0] == UInt8(ascii: "\"") {
            at += 1
            return ScannedText(start: start, count: at - start - 1)
        }
        let (text, next) = try JSONScanner.unusualText(start: start, from: at)
        at = next
        return text
    }

    /// The first quote, backslash, control character or byte beyond ASCII from here on.
    @inline(__always)
    private static func endOfPlainText(
        _ start: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        var at = UnsafeRawPointer(start)
        var ends: UInt64
        repeat {
            ends = EightBytes.endingPlainText(
                UInt64(littleEndian: at.loadUnaligned(as: UInt64.self)))
            at += 8
        } while ends == 0
        at += ends.trailingZeroBitCount &>> 3 &- 8
        return start + (at - UnsafeRawPointer(start))
    }

    /// Reads on where plain text ended: validates UTF-8 and unescapes in place.
    ///
    /// - Returns: the text, and what follows its closing quote.
    @inline(never)
    private static func unusualText(
        start: UnsafeMutablePointer<UInt8>, from: UnsafeMutablePointer<UInt8>
    ) throws(RefusalReason) -> (ScannedText, UnsafeMutablePointer<UInt8>) {
        var text = ScannedText(start: start, count: 0)
        var source = from
        var target = from
        while true {
            switch source[0] {
            case UInt8(ascii: "\""):
                text.count = target - start
                return (text, source + 1)
            case UInt8(ascii: "\\"):
                try unescape(&source, to: &target, of: &text)
            case 0..<0x20:
                throw .badJSON
            case 0x80...:
                let count = UTF8Validation.scalarLength(source)
                guard count > 0 else { throw .badUTF8 }
                move(&source, to: &target, count: count)
            default:
                move(&source, to: &target, count: endOfPlainText(source) - source)
            }
        }
    }

    @inline(__always)
    private static func move(
        _ source: inout UnsafeMutablePointer<UInt8>, to target: inout UnsafeMutablePointer<UInt8>,
        count: Int
    ) {
        if source != target { target.update(from: source, count: count) }
        source += count
        target += count
    }

    private static func unescape(
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
