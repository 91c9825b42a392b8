import KafkaLog
import Testing

@Suite("An offset gap")
struct OffsetGapTests {
    @Test("is what lies between where we stood and what came next")
    func jump() {
        let gap = OffsetGap(expected: 10, next: 13, isEmbedded: false)

        #expect(gap?.first == 10)
        #expect(gap?.count == 3)
        #expect(OffsetGap(expected: 10, next: 10, isEmbedded: false) == nil)
        #expect(OffsetGap(expected: 10, next: 9, isEmbedded: true) == nil)
    }

    @Test("is a loss on the embedded broker, and a hole in the log on a real one")
    func kinds() {
        #expect(OffsetGap(expected: 0, next: 1, isEmbedded: true)?.kind == .lost)
        #expect(OffsetGap(expected: 0, next: 1, isEmbedded: false)?.kind == .absent)
    }

    @Test("is a loss up to the log's start where the offset asked for is out of range")
    func outOfRange() {
        let gap = OffsetGap(outOfRange: 10, start: 25)

        #expect(gap?.kind == .lost)
        #expect(gap?.count == 15)
        #expect(OffsetGap(outOfRange: 10, start: 10) == nil)
        #expect(OffsetGap(outOfRange: 10, start: 0) == nil)
    }
}
