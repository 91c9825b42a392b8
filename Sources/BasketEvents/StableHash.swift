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
        var tail: UInt64 = 0
        var shift: UInt64 = 0
        while at < count {
            tail |= UInt64(bytes[at]) &<< shift
            shift &+= 8
            at &+= 1
        }
        let length = UInt64(truncatingIfNeeded: count)
        high = StableHash.fold(first ^ tail, 0x1D8E_4E27_C47D_124F ^ length)
        low = StableHash.fold(second ^ tail ^ length, 0xEB44_ACCA_B455_D165)
    }

    @inlinable
    static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        // A zero factor would forget the other one, so a constant keeps it from staying zero.
        return product.high ^ product.low ^ 0x9E37_79B9_7F4A_7C15
    }
}
