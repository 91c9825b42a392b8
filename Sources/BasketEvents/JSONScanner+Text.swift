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
}
