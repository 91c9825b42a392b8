/// Writes pieces of JSON to memory that is large enough: whoever holds the pen sees to that, with
/// eight bytes to spare.
struct JSONPen {
    /// Where the next byte goes.
    private(set) var at: UnsafeMutablePointer<UInt8>

    init(at start: UnsafeMutablePointer<UInt8>) {
        at = start
    }

    @inline(__always)
    mutating func literal(_ text: StaticString) {
        at.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        at += text.utf8CodeUnitCount
    }

    /// A field that holds a text, unless it is absent. `name` ends with the opening quote.
    @inline(__always)
    mutating func field(_ name: StaticString, _ text: BorrowedText) {
        guard let base = text.base, text.count > 0 else { return }
        literal(name)
        if copyPlain(base, count: text.count) {
            at += text.count
        } else {
            copyEscaped(base, count: text.count)
        }
        at[0] = UInt8(ascii: "\"")
        at += 1
    }

    /// A field that holds a number, unless it is absent.
    @inline(__always)
    mutating func field(_ name: StaticString, _ value: Int64?) {
        guard let value else { return }
        literal(name)
        number(value)
    }

    /// The three letters of a currency's code.
    mutating func letters(_ code: UInt32) {
        at[0] = UInt8(truncatingIfNeeded: code >> 16)
        at[1] = UInt8(truncatingIfNeeded: code >> 8)
        at[2] = UInt8(truncatingIfNeeded: code)
        at += 3
    }

    mutating func number(_ value: Int64) {
        if value < 0 { literal("-") }
        var rest = value.magnitude
        // Two digits at a time from the right, into room for the longest number, then moved left.
        var place = 20
        while rest >= 100 {
            place -= 2
            pair(rest % 100, at: place)
            rest /= 100
        }
        place -= 2
        pair(rest, at: place)
        if rest < 10 { place += 1 }
        at.update(from: at + place, count: 20 - place)
        at += 20 - place
    }

    @inline(__always)
    private func pair(_ value: UInt64, at place: Int) {
        at[place] = UInt8(truncatingIfNeeded: 0x30 + value / 10)
        at[place + 1] = UInt8(truncatingIfNeeded: 0x30 + value % 10)
    }
}

extension JSONPen {
    /// Copies a text eight bytes at a time; false if one of them needs an escape: what was copied is
    /// then to be overwritten.
    @inline(__always)
    private func copyPlain(_ base: UnsafePointer<UInt8>, count: Int) -> Bool {
        let source = UnsafeRawPointer(base)
        let target = UnsafeMutableRawPointer(at)
        var place = 0
        var special: UInt64 = 0
        while place + 8 <= count {
            let word = source.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            special |= EightBytes.needingEscape(word)
            target.storeBytes(of: word, toByteOffset: place, as: UInt64.self)
            place += 8
        }
        // The last few bytes: once more the whole last word where there is one.
        if place < count {
            if count >= 8 {
                let word = source.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
                special |= EightBytes.needingEscape(word)
                target.storeBytes(of: word, toByteOffset: count - 8, as: UInt64.self)
            } else {
                var word = EightBytes.spaces
                while place < count {
                    word = word << 8 | UInt64(base[place])
                    at[place] = base[place]
                    place += 1
                }
                special |= EightBytes.needingEscape(word)
            }
        }
        return special == 0
    }

    /// Copies a text byte by byte, with escapes where RFC 8259 demands them.
    @inline(never)
    private mutating func copyEscaped(_ base: UnsafePointer<UInt8>, count: Int) {
        for place in 0..<count {
            let byte = base[place]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
                at[0] = byte
                at += 1
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): literal("\\\"")
            case UInt8(ascii: "\\"): literal("\\\\")
            case 0x08: literal("\\b")
            case 0x09: literal("\\t")
            case 0x0A: literal("\\n")
            case 0x0C: literal("\\f")
            case 0x0D: literal("\\r")
            default:
                literal(byte < 0x10 ? "\\u000" : "\\u001")
                at[0] = hexDigit(byte & 15)
                at += 1
            }
        }
    }

    private func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
    }
}
