/// Reads JSON (RFC 8259) piece by piece, from memory of the reader's own.
///
/// The bytes are followed by ``padding`` zeros: a zero ends every piece and is allowed in none, and
/// eight bytes can be loaded wherever one may lie. So nothing here asks where the end is.
struct JSONScanner {
    /// How many zeros follow the last byte.
    static let padding = 32

    /// The next byte. Texts are unescaped in place, always behind it.
    var at: UnsafeMutablePointer<UInt8>

    @inline(__always)
    init(at start: UnsafeMutablePointer<UInt8>) {
        at = start
    }

    /// Steps over white space.
    @inline(__always)
    mutating func skipSpace() {
        while at[0] <= 0x20, JSONScanner.isSpace(at[0]) { at += 1 }
    }

    /// Steps over one byte if it is the one wanted.
    @inline(__always)
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard at[0] == UInt8(truncatingIfNeeded: byte.value) else { return false }
        at += 1
        return true
    }

    /// Steps over `true`, `false` or `null`.
    @inline(__always)
    mutating func takeLiteral() throws(RefusalReason) {
        let four = UInt32(truncatingIfNeeded: word(at))
        if four == 0x6C6C_756E || four == 0x6575_7274 {
            at += 4
        } else if four == 0x736C_6166, at[4] == UInt8(ascii: "e") {
            at += 5
        } else {
            throw .badJSON
        }
    }

    @inline(__always)
    func word(_ pointer: UnsafeMutablePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
