import BasketEvents
import BasketSessions
import Testing

@testable import BasketPipeline
@testable import BasketStore

@Suite("A partition of a topic that may be made anew")
struct OwnedTopicTests {
    private let start = ContinuousClock.now
    private static let old = TestLog.start
    private static let new = TestLog.start + 86_400_000

    /// Taken over by somebody who read `count` records of the old topic, all behind a checkpoint.
    private func partition(afterReading count: Int64) throws -> OwnedPartition {
        var state = PartitionState(
            partition: 0, firstOffset: 0, settings: TestLog.settings.sessions)
        var reader = EventReader()
        var effects = Effects()
        TestLog.lend(Array(0..<count), written: Self.old) {
            for record in $0 { state.take(record, reader: &reader, into: &effects) }
        }
        return try OwnedPartition(
            Ownership(
                partition: 0, epoch: 7, flushNumber: 41, generation: 0, ledger: state.ledger,
                watermark: state.watermark, settings: TestLog.settings.sessions.encoded,
                checkpoint: .init(offset: count, bytes: state.checkpoint(), inputOrdinal: 0),
                recordedInputs: [], modelVersion: nil),
            settings: TestLog.settings, isEmbedded: false, at: start)
    }

    private func answer(_ end: Int64, at seconds: Int, seen: Int64 = 0) -> EndOffsetProbe.Answer {
        .init(end: end, asked: start + .seconds(seconds), seenMilliseconds: seen)
    }

    @Test("reads the record before its position again, and goes on where it is the same")
    func fits() throws {
        let partition = try partition(afterReading: 5)
        #expect(partition.readingStart == 4)
        try partition.take([4, 5, 6], written: Self.old)
        #expect(partition.stop == nil)
        #expect(partition.readingStart == 7)
        #expect(partition.state.ledger.read == 7, "the fifth counts once")
    }

    @Test("stops where that record is another one, with nothing taken")
    func differs() throws {
        let partition = try partition(afterReading: 5)
        try partition.take([4, 5, 6], written: Self.new)
        guard case .madeAnew(at: 4) = partition.stop else {
            Issue.record("\(String(describing: partition.stop))")
            return
        }
        #expect(partition.state.ledger.read == 5)
    }

    @Test(
        "goes on where that record is gone, which tells nothing",
        arguments: ["compacted, with records behind it", "compacted, up to the end"])
    func gone(_ how: String) throws {
        let partition = try partition(afterReading: 5)
        if how.hasSuffix("end") {
            try partition.reachedEnd(5, at: start)
            #expect(partition.readingStart == 5)
        }
        try partition.take([5, 6], written: Self.new)
        #expect(partition.stop == nil)
        #expect(partition.state.ledger.read == 7)
    }

    @Test("looks for it again once the topic was away")
    func doubt() throws {
        let partition = try partition(afterReading: 5)
        try partition.take(Array(4...9), written: Self.old)
        #expect(partition.readingStart == 10)
        partition.doubtLog()
        #expect(partition.readingStart == 9)
        try partition.take([9, 10], written: Self.new)
        guard case .madeAnew(at: 9) = partition.stop else {
            Issue.record("\(String(describing: partition.stop))")
            return
        }
    }

    @Test("lets no time pass before it is found")
    func noTicks() throws {
        let partition = try partition(afterReading: 5)
        let before = partition.state.watermark
        for second in 1...4 { partition.heard(answer(5, at: second)) }
        #expect(partition.state.watermark == before)
        try partition.take([4], written: Self.old, at: start)
        partition.heard(answer(5, at: 5))
        #expect(partition.state.watermark > before)
    }

    @Test("stops where the end lies before its position, once that has lasted for five seconds")
    func short() throws {
        let partition = try partition(afterReading: 5)
        partition.heard(answer(4, at: 1))
        partition.heard(answer(5, at: 3))
        for second in 4...8 { partition.heard(answer(4, at: second)) }
        #expect(partition.stop == nil, "a broker that has only just taken over")
        partition.heard(answer(4, at: 9))
        guard case .endsBefore(5, end: 4) = partition.stop else {
            Issue.record("\(String(describing: partition.stop))")
            return
        }
    }

    @Test("is not misled by answers that are older than its position, as at the end of a busy log")
    func busy() throws {
        let partition = try partition(afterReading: 5)
        for second in 1...30 {
            let offset = Int64(second) + 4
            try partition.take(
                [offset - 1, offset], written: Self.old, at: start + .seconds(second))
            partition.heard(answer(offset, at: second))
        }
        #expect(partition.stop == nil)
        #expect(partition.state.ledger.nextOffset == 35)
    }

    @Test("hears of each new size once, and of none that is smaller")
    func sizes() throws {
        let partition = try partition(afterReading: 5)
        for count: Int32 in [4, 4, 6, 6, 3] { partition.hear(partitions: count) }
        let flush = try #require(partition.takeFlush())
        let told = flush.recordedInputs.filter { $0.kind == .partitions }
        #expect(told.map(\.value) == [4, 6])
        #expect(partition.state.topicPartitions == 6)
    }

    @Test(
        "hangs on no clock of this machine that jumps: it is only noted when a broker answered",
        arguments: [-315_360_000_000, -3_600_000, 3_600_000, 315_360_000_000] as [Int64])
    func clockJumps(by milliseconds: Int64) throws {
        let steady = try partition(afterReading: 5)
        let jumping = try partition(afterReading: 5)
        let noon: Int64 = 1_764_158_400_000
        for partition in [steady, jumping] {
            try partition.take([4], written: Self.old, at: start)
        }
        for second in 1...40 {
            let seen = noon + Int64(second) * 1_000
            steady.heard(answer(5, at: second, seen: seen))
            let jump = second == 20 ? milliseconds : 0
            jumping.heard(answer(5, at: second, seen: seen + jump))
        }
        #expect(jumping.state.watermark == steady.state.watermark)
        #expect(jumping.state.checkpoint() == steady.state.checkpoint())
        let flushes = try (#require(steady.takeFlush()), #require(jumping.takeFlush()))
        #expect(flushes.0.recordedInputs == flushes.1.recordedInputs)
        #expect(flushes.0.effects.outcomes.isEmpty && flushes.1.effects.outcomes.isEmpty)
    }
}
