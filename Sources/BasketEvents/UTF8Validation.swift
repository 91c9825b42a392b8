/// UTF-8 as RFC 3629 has it: no overlong form, no surrogate, nothing above U+10FFFF.
enum UTF8Validation {
    /// How many bytes the scalar that begins here has, 0 if they are no scalar.
    ///
    /// Reads a byte only if the one before it was good, so a zero after the text is enough of an end.
    @inline(__always)
    static func scalarLength(_ bytes: UnsafeMutablePointer<UInt8>) -> Int {
        switch bytes[0] {
        case 0..<0x80: 1
        case 0xC2...0xDF: isContinuation(bytes[1]) ? 2 : 0
        case 0xE0: (0xA0...0xBF).contains(bytes[1]) && isContinuation(bytes[2]) ? 3 : 0
        case 0xED: (0x80...0x9F).contains(bytes[1]) && isContinuation(bytes[2]) ? 3 : 0
        case 0xE1...0xEF: isContinuation(bytes[1]) && isContinuation(bytes[2]) ? 3 : 0
        case 0xF0: (0x90...0xBF).contains(bytes[1]) && areContinuations(bytes + 2) ? 4 : 0
        case 0xF1...0xF3: isContinuation(bytes[1]) && areContinuations(bytes + 2) ? 4 : 0
        case 0xF4: (0x80...0x8F).contains(bytes[1]) && areContinuations(bytes + 2) ? 4 : 0
        default: 0
        }
    }

    /// Writes a scalar that is no surrogate.
    ///
    /// - Returns: how many bytes it took, four at most.
    static func encode(_ scalar: UInt32, to bytes: UnsafeMutablePointer<UInt8>) -> Int {
        if scalar < 0x80 {
            bytes[0] = UInt8(scalar)
            return 1
        }
        if scalar < 0x800 {
            bytes[0] = UInt8(0xC0 | scalar >> 6)
            bytes[1] = continuation(scalar)
            return 2
        }
        if scalar < 0x1_0000 {
            bytes[0] = UInt8(0xE0 | scalar >> 12)
            bytes[1] = continuation(scalar >> 6)
            bytes[2] = continuation(scalar)
            return 3
        }
        bytes[0] = UInt8(0xF0 | scalar >> 18)
        bytes[1] = continuation(scalar >> 12)
        bytes[2] = continuation(scalar >> 6)
        bytes[3] = continuation(scalar)
        return 4
    }

    private static func continuation(_ scalar: UInt32) -> UInt8 {
        UInt8(0x80 | scalar & 0x3F)
    }

    @inline(__always)
    private static func isContinuation(_ byte: UInt8) -> Bool {
        byte & 0xC0 == 0x80
    }

    @inline(__always)
    private static func areContinuations(_ bytes: UnsafeMutablePointer<UInt8>) -> Bool {
        isContinuation(bytes[0]) && isContinuation(bytes[1])
    }
}
