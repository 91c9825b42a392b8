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
}
