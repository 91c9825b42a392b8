import BasketEvents
import Testing

@testable import BasketPipeline

@Suite("A silence clock")
struct SilenceClockTests {
    private let start = ContinuousClock.now
    private let base = EventTime(milliseconds: 1_764_144_000_000)

    private struct Step {
        let asked: Int
        /// What the watermark has gained, in milliseconds; `nil`: the answer says nothing.
        let gained: Int64?
    }

    private func check(_ clock: inout SilenceClock, _ steps: [Step]) {
        for step in steps {
            let watermark = clock.confirm(asked: start + .milliseconds(step.asked))
            #expect(watermark?.milliseconds == step.gained.map { base.milliseconds + $0 })
        }
    }

    @Test("counts from the silence's start to the sending of the last question answered")
    func counting() {
        var clock = SilenceClock(watermark: base, at: start)
        check(
            &clock,
            [.init(asked: 400, gained: 400), .init(asked: 1_400, gained: 1_400)])
    }

    @Test("says nothing of a question that was sent before the silence began")
    func oldQuestion() {
        var clock = SilenceClock(watermark: base, at: start)
        check(
            &clock,
            [
                .init(asked: -1, gained: nil), .init(asked: 0, gained: nil),
                .init(asked: 1, gained: 1), .init(asked: 1, gained: nil),
            ])
    }

    @Test("does not count a stretch of more than 5 s without an answer")
    func longStretch() {
        var clock = SilenceClock(watermark: base, at: start)
        check(
            &clock,
            [
                .init(asked: 1_000, gained: 1_000), .init(asked: 6_000, gained: 6_000),
                .init(asked: 11_001, gained: 6_000), .init(asked: 12_001, gained: 7_000),
                .init(asked: 3_600_000, gained: 7_000),
            ])
    }

    @Test("begins anew with a record, from that record's watermark")
    func record() {
        var clock = SilenceClock(watermark: base, at: start)
        check(&clock, [.init(asked: 3_000, gained: 3_000)])
        clock.recordCame(watermark: base, at: start + .milliseconds(3_500))
        check(
            &clock,
            [.init(asked: 3_400, gained: nil), .init(asked: 4_000, gained: 500)])
    }
}
