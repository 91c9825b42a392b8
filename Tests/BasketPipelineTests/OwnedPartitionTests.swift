import BasketEvents
import BasketSessions
import Testing

@testable import BasketPipeline
@testable import BasketStore

@Suite("An owned partition")
struct OwnedPartitionTests {
    private func partition(
        committed: Int64 = 0, checkpoint: PartitionState? = nil, inputs: [RecordedInput] = [],
        isEmbedded: Bool = false, settings: ProcessorSettings = TestLog.settings,
        quarantinedToo: Int64 = 0
    ) throws -> OwnedPartition {
        let stored = standing(at: committed, inputs)
        var ledger = stored.ledger
        ledger.quarantined += quarantinedToo
        return try OwnedPartition(
            Ownership(
                partition: 0, epoch: 7, flushNumber: 41, generation: 0, ledger: ledger,
                watermark: stored.watermark, settings: TestLog.settings.sessions.encoded,
                checkpoint: checkpoint.map {
                    .init(offset: $0.ledger.nextOffset, bytes: $0.checkpoint(), inputOrdinal: 0)
                },
                recordedInputs: inputs, modelVersion: nil),
            settings: settings, isEmbedded: isEmbedded, at: .now)
    }

    /// The state of whoever committed up to an offset.
    private func standing(at committed: Int64, _ inputs: [RecordedInput]) -> PartitionState {
        var state = PartitionState(
            partition: 0, firstOffset: 0, settings: TestLog.settings.sessions)
        var reader = EventReader()
        var effects = Effects()
        for offset in 0...committed {
            for input in inputs where input.offset == offset && input.kind == .tick {
                state.advance(to: .init(milliseconds: input.value), into: &effects)
            }
            guard offset < committed else { continue }
            TestLog.lend([offset]) {
                state.take($0[$0.startIndex], reader: &reader, into: &effects)
            }
        }
        return state
    }

    @Test("stops where running again leads to other counts than those committed")
    func rerunDiffers() throws {
        let partition = try partition(committed: 4, quarantinedToo: 1)
        try partition.take(0...9)

        guard case .rerunDiffers(at: 4) = partition.stop else {
            Issue.record("\(String(describing: partition.stop))")
            return
        }
        #expect(!partition.isLive)
        #expect(partition.takeFlush(checkpointBytes: 1 << 20) == nil, "what is stored stays")
    }

    @Test("scores every moment, also those before a loss in the same batch")
    func lossInABatch() throws {
        let partition = try partition(isEmbedded: true)
        try partition.take([0, 1, 2, 9, 10])

        let flush = try #require(partition.takeFlush())
        #expect(flush.ledger.nextOffset == 3)
        #expect(flush.effects.moments.count == 3 + 1, "three adds, one silent for a minute")
        #expect(flush.scores.logits.count == flush.effects.moments.count)
        guard case .lostOffsets(from: 3, to: 9) = partition.stop else {
            Issue.record("\(String(describing: partition.stop))")
            return
        }
        try partition.take([9, 10])
        #expect(partition.takeFlush() == nil)
    }

    @Test("books a jump inside a real log as absent, at a record and at the end")
    func absent() throws {
        let partition = try partition()
        try partition.take([0, 1, 4])
        try partition.reachedEnd(7, at: .now)

        let ledger = try #require(partition.takeFlush()).ledger
        #expect(ledger.nextOffset == 7)
        #expect(ledger.read == 3)
        #expect(ledger.absent == 4)
        #expect(ledger.differences == [])
    }

    @Test("takes a record that a repeated fetch brings again once")
    func repeated() throws {
        let partition = try partition()
        try partition.take(0...4)
        try partition.take(2...6)

        let ledger = try #require(partition.takeFlush()).ledger
        #expect(ledger.read == 7)
        #expect(ledger.applied == 7)
    }

    @Test("numbers its flushes on from what is stored, and has none without news")
    func numbers() throws {
        let partition = try partition()
        #expect(partition.takeFlush() == nil)
        for number in Int64(42)...44 {
            try partition.take(number - 42...number - 42)
            let flush = try #require(partition.takeFlush())
            #expect(flush.number == number)
            #expect(flush.epoch == 7)
            partition.written(flush)
            #expect(partition.committed == number - 41)
            #expect(partition.takeFlush() == nil)
        }
    }

    @Test(
        "runs again what is committed with nothing coming of it", arguments: [0, 3, 6] as [Int64])
    func rerun(checkpointAt: Int64) throws {
        let original = try partition()
        try original.take(0...5)
        var checkpoint: PartitionState?
        if checkpointAt > 0 {
            let earlier = try partition()
            try earlier.take(0...checkpointAt - 1)
            checkpoint = earlier.state
        }

        let partition = try partition(committed: 6, checkpoint: checkpoint)
        #expect(partition.isLive == (checkpointAt == 6))
        if checkpointAt < 6 {
            try partition.take(checkpointAt...4)
            #expect(!partition.isLive)
            #expect(partition.takeFlush() == nil)
            #expect(partition.waitingRows == 0)
            try partition.take(5...5)
        }

        #expect(partition.isLive)
        #expect(partition.state.checkpoint() == original.state.checkpoint())
        try partition.take(6...6)
        let flush = try #require(partition.takeFlush())
        #expect(flush.effects.moments.map(\.offset).allSatisfy { $0 == 6 })
        #expect(flush.ledger.read == 7)
    }

    @Test("goes live in the middle of a batch")
    func rerunWithinABatch() throws {
        let partition = try partition(committed: 4)
        try partition.take(0...9)

        let flush = try #require(partition.takeFlush())
        #expect(flush.effects.moments.allSatisfy { $0.offset >= 4 })
        #expect(flush.scores.logits.count == flush.effects.moments.count)
        #expect(flush.ledger.read == 10)
    }

    @Test("applies recorded ticks at their places, those at both ends included")
    func ticks() throws {
        let original = try partition()
        func tick(_ minute: Int64, at offset: Int64) -> RecordedInput {
            RecordedInput(
                offset: offset, ordinal: 1, kind: .tick, value: TestLog.start + minute * 60_000)
        }
        let ticks = [tick(3, at: 2), tick(25, at: 5), tick(90, at: 6)]
        var effects = Effects()
        for offset in Int64(0)...5 {
            for tick in ticks where tick.offset == offset {
                original.state.advance(to: .init(milliseconds: tick.value), into: &effects)
            }
            try original.take(offset...offset)
        }
        original.state.advance(to: .init(milliseconds: ticks[2].value), into: &effects)

        let again = try partition(committed: 6, inputs: ticks)
        try again.take(0...5)
        #expect(again.isLive)
        #expect(again.state.watermark.milliseconds == ticks[2].value)
        #expect(again.state.checkpoint() == original.state.checkpoint())
    }

    @Test("moves on in silence by a broker's answers that its end is our place, and records it")
    func silence() throws {
        let start = ContinuousClock.now
        func answer(_ end: Int64, at milliseconds: Int) -> EndOffsetProbe.Answer {
            .init(end: end, asked: start + .milliseconds(milliseconds), seenMilliseconds: 1)
        }
        let partition = try partition()
        partition.heard(answer(0, at: 10))
        let first = try #require(partition.takeFlush())
        #expect(first.watermark == .distantPast, "no event, no time")
        #expect(first.recordedInputs.allSatisfy { $0.kind != .tick })
        partition.written(first)

        try partition.take(0...0, at: start)
        let watermark = partition.state.watermark.milliseconds
        partition.heard(answer(1, at: 1_000))
        partition.heard(answer(2, at: 1_500))
        partition.heard(answer(1, at: 2_000))
        partition.heard(answer(1, at: 2_000))

        #expect(partition.state.watermark.milliseconds == watermark + 2_000)
        let flush = try #require(partition.takeFlush())
        let ticks = flush.recordedInputs.filter { $0.kind == .tick }
        #expect(
            ticks == [
                RecordedInput(offset: 1, ordinal: 0, kind: .tick, value: watermark + 2_000)
            ], "of several at one offset the last")
        #expect(flush.brokerEnd?.offset == 1)
    }

    @Test("has news of a broker's first answer and now and then of later ones, without any event")
    func heartbeat() throws {
        let start = ContinuousClock.now
        let partition = try partition()
        var written: [Int] = []
        for second in 1...25 {
            partition.heard(
                .init(
                    end: 0, asked: start + .seconds(second), seenMilliseconds: Int64(second)))
            guard let flush = partition.takeFlush() else { continue }
            #expect(flush.brokerEnd?.seenMilliseconds == Int64(second))
            #expect(flush.ledger == Ledger(firstOffset: 0))
            #expect(flush.recordedInputs.allSatisfy { $0.kind != .tick })
            partition.written(flush)
            written.append(second)
        }
        #expect(written == [1, 11, 21])
    }

    @Test("writes nothing more once it has stopped, whatever a broker answers")
    func noHeartbeatAfterStop() throws {
        let partition = try partition(isEmbedded: true)
        try partition.take([0, 9])
        _ = try #require(partition.takeFlush())
        partition.heard(.init(end: 10, asked: .now + .seconds(60), seenMilliseconds: 1))
        #expect(partition.takeFlush() == nil)
    }

    @Test("runs again over a change of settings and a forgotten shopper as they were recorded")
    func changes() throws {
        var settings = TestLog.settings
        settings.sessions.gapMilliseconds = 120_000
        let original = try partition(committed: 2, settings: settings)
        try original.take(0...4)
        let shopper = StableHash("u4")
        try original.state.take(.forget(shopper), into: &original.pending.effects)
        try original.take(5...5)
        let flush = try #require(original.takeFlush())
        #expect(flush.recordedInputs.map(\.kind) == [.model, .settings])

        let inputs = flush.recordedInputs + [.init(.forget(shopper), offset: 5, ordinal: 0)]
        let again = try OwnedPartition(
            Ownership(
                partition: 0, epoch: 8, flushNumber: 42, generation: 0, ledger: flush.ledger,
                watermark: flush.watermark, settings: TestLog.settings.sessions.encoded,
                checkpoint: nil, recordedInputs: inputs, modelVersion: 1),
            settings: settings, isEmbedded: false, at: .now)
        try again.take(0...5)
        #expect(again.isLive)
        #expect(again.state.checkpoint() == original.state.checkpoint())
    }

    @Test("gives a state up that cannot be made again before other settings are in force")
    func passedOver() throws {
        var settings = TestLog.settings
        settings.sessions.gapMilliseconds = 60_000
        settings.onDataLoss = .skip
        let partition = try partition(committed: 4, settings: settings)
        try partition.passOver(to: 9, at: .now)

        #expect(partition.isLive)
        let flush = try #require(partition.takeFlush())
        #expect(flush.recordedInputs.map(\.kind) == [.reset, .model, .settings])
        #expect(flush.recordedInputs.map(\.offset) == [4, 9, 9])
        #expect(flush.effects.outcomes.isEmpty, "what is given up is lost, not abandoned")
        #expect(flush.ledger.sessions.lost == 4)
        #expect(flush.ledger.differences == [])
    }

    @Test("puts other settings in force behind what is committed, as a recorded input")
    func otherSettings() throws {
        var settings = TestLog.settings
        settings.sessions.gapMilliseconds = 120_000
        let partition = try partition(committed: 2, settings: settings)
        #expect(partition.takeFlush() == nil)
        try partition.take(0...1)

        let flush = try #require(partition.takeFlush())
        #expect(flush.settings == settings.sessions.encoded)
        #expect(flush.recordedInputs.map(\.kind) == [.model, .settings])
        #expect(
            flush.recordedInputs.last
                == RecordedInput(.settings(settings.sessions), offset: 2, ordinal: 1),
            "behind the model, which scores what comes of them")
        #expect(partition.state.settings == settings.sessions)
        partition.written(flush)
        try partition.take(2...9)
        #expect(partition.state.ledger.sessions.abandoned > 0)
        #expect(partition.takeFlush()?.settings == nil)
    }
}
