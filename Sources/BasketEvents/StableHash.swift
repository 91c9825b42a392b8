/// 128 bits that stand for a text, the same in every process and on every machine.
///
/// Not keyed: it spreads well-meant ids, it does not withstand somebody who looks for collisions.
public struct StableHash: Hashable, Sendable {
    public let high: UInt64
    public let low: UInt64

    @inlinable
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Hashes bytes eight at a time by folded multiplication, as wyhash does
    /// (https://github.com/wangyi-fudan/wyhash), in two lanes.
    @inlinable
    public init(_ bytes: UnsafeRawBufferPointer) {
        var first: UInt64 = 0xA076_1D64_78BD_642F
        var second: UInt64 = 0xE703_7ED1_A0B4_28DB
        let count = bytes.count
        var at = 0
        while at &+ 8 <= count {
            let word = UInt64(
                littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            first = StableHash.fold(first ^ word, 0x8EBC_6AF0_9C88_C6E3)
            second = StableHash.fold(second ^ word, 0x5899_65CC_7537_4CC3)
            at &+= 8
        }
        let tail = StableHash.tail(bytes, from: at)
        let length = UInt64(truncatingIfNeeded: count)
        high = StableHash.fold(first ^ tail, 0x1D8E_4E27_C47D_124F ^ length)
        low = StableHash.fold(second ^ tail ^ length, 0xEB44_ACCA_B455_D165)
    }

    /// Hashes a text's UTF-8 bytes.
    public init(_ text: String) {
        var text = text
        self = text.withUTF8 { StableHash(UnsafeRawBufferPointer($0)) }
    }

    /// The last bytes, fewer than eight, as one little-endian word: in a few loads, not byte by byte.
    @inlinable
    static func tail(_ bytes: UnsafeRawBufferPointer, from at: Int) -> UInt64 {
        let left = bytes.count &- at
        guard left > 0 else { return 0 }
        if at >= 8 {
            let last = UInt64(
                littleEndian: bytes.loadUnaligned(
                    fromByteOffset: bytes.count &- 8, as: UInt64.self))
            return last &>> UInt64(truncatingIfNeeded: 64 &- 8 &* left)
        }
        if left >= 4 {
            let first = UInt32(
                littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
            let last = UInt32(
                littleEndian: bytes.loadUnaligned(
                    fromByteOffset: bytes.count &- 4, as: UInt32.self))
            let shift = UInt64(truncatingIfNeeded: 8 &* (left &- 4))
            return UInt64(first) | UInt64(last) &<< shift
        }
        var tail = UInt64(bytes[at])
        if left > 1 { tail |= UInt64(bytes[at &+ 1]) &<< 8 }
        if left > 2 { tail |= UInt64(bytes[at &+ 2]) &<< 16 }
        return tail
    }

    @inlinable
    static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        // A zero factor would forget the other one, so a constant keeps it from staying zero.
        return product.high ^ product.low ^ 0x9E37_79B9_7F4A_7C15
    }
}
