import Testing

@testable import BasketEvents

@Suite("Eight bytes at once")
struct EightBytesTests {
    @Test("find the first byte that ends plain text", arguments: UInt64(0)..<20)
    func firstSpecial(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<5_000 {
            let special: [UInt8] = [
                0x00, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7F, 0x80, 0xFF,
            ]
            let bytes = (0..<8).map { _ in
                random.chance(0.7) ? 0x61 : special[random.index(below: special.count)]
            }
            let word = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let found = EightBytes.endingPlainText(word).trailingZeroBitCount / 8
            let expected =
                bytes.firstIndex { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 >= 0x80 } ?? 8
            #expect(found == expected, "\(bytes)")
            let escape = EightBytes.needingEscape(word).trailingZeroBitCount / 8
            #expect(
                escape == bytes.firstIndex { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C } ?? 8,
                "\(bytes)")
        }
    }

    @Test("tell digits from all other bytes, whatever their neighbours")
    func digits() {
        for byte in UInt8.min...UInt8.max {
            for neighbour in [0x00, 0x30, 0x39, 0xFF] as [UInt8] {
                for place in 0..<8 {
                    var bytes = [UInt8](repeating: neighbour, count: 8)
                    bytes[place] = byte
                    let word = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                    let others = EightBytes.aboveNine(word ^ EightBytes.zeros)
                    let isOther = others >> UInt64(8 * place + 7) & 1 == 1
                    #expect(isOther == !(0x30...0x39).contains(byte))
                }
            }
        }
    }
}
