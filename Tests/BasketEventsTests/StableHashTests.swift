import BasketEvents
import Testing

@Suite("A stable hash")
struct StableHashTests {
    @Test(
        "is the same in every process and on every machine",
        arguments: [
            ("", 11_225_018_359_256_849_586, 8_517_364_338_125_272_181),
            ("u-48213", 12_105_487_063_278_300_203, 8_901_885_478_503_791_400),
            ("8294721032567046680", 3_379_842_003_549_570_348, 7_321_917_749_793_989_729),
        ] as [(String, UInt64, UInt64)])
    func isPinned(text: String, high: UInt64, low: UInt64) {
        Array(text.utf8).withUnsafeBytes { bytes in
            #expect(StableHash(bytes) == StableHash(high: high, low: low))
        }
    }

    @Test("tells apart texts that differ in one byte or in length")
    func tellsApart() {
        var seen: Set<StableHash> = []
        for length in 0..<40 {
            for position in 0..<max(1, length) {
                var bytes = [UInt8](repeating: 97, count: length)
                if length > 0 { bytes[position] = 98 }
                bytes.withUnsafeBytes { _ = seen.insert(StableHash($0)) }
            }
        }
        #expect(seen.count == 1 + (1..<40).reduce(0, +))
    }

    @Test("reads the last few bytes as if one by one", arguments: 0..<40)
    func tail(length: Int) {
        func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
            let product = left.multipliedFullWidth(by: right)
            return product.high ^ product.low ^ 0x9E37_79B9_7F4A_7C15
        }
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 37 + 200) }
        var words = stride(from: 0, to: length, by: 8).map { start in
            bytes[start..<min(start + 8, length)].reversed().reduce(UInt64(0)) {
                $0 << 8 | UInt64($1)
            }
        }
        let tail = length % 8 == 0 ? 0 : words.removeLast()
        var (first, second): (UInt64, UInt64) = (0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB)
        for word in words {
            first = fold(first ^ word, 0x8EBC_6AF0_9C88_C6E3)
            second = fold(second ^ word, 0x5899_65CC_7537_4CC3)
        }
        let expected = StableHash(
            high: fold(first ^ tail, 0x1D8E_4E27_C47D_124F ^ UInt64(length)),
            low: fold(second ^ tail ^ UInt64(length), 0xEB44_ACCA_B455_D165))
        #expect(bytes.withUnsafeBytes { StableHash($0) } == expected)
    }
}
