import BasketEvents
import Testing

@Suite("A stable hash")
struct StableHashTests {
    @Test("is the same in every process and on every machine")
    func isPinned() {
        "u-48213".withUTF8Copy { bytes in
            #expect(StableHash(bytes) == StableHash(bytes))
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

extension String {
    fileprivate func withUTF8Copy(_ body: (UnsafeRawBufferPointer) -> Void) {
        Array(utf8).withUnsafeBytes { body($0) }
    }
}
