import BasketEvents
import BasketSessions
import Testing

@testable import BasketPipeline
@testable import BasketStore

@Suite("A journal of inputs")
struct InputJournalTests {
    private func ownership(
        _ inputs: [RecordedInput] = [], modelVersion: Int32? = nil
    ) -> Ownership {
        Ownership(
            partition: 0, epoch: 1, flushNumber: 0, generation: 0, ledger: Ledger(firstOffset: 0),
            watermark: .distantPast, settings: [], checkpoint: nil, recordedInputs: inputs,
            modelVersion: modelVersion)
    }

    private var flush: PartitionFlush {
        PartitionFlush(partition: 0, epoch: 1, number: 1, ledger: Ledger(firstOffset: 0))
    }

    private func tick(_ milliseconds: Int64) -> StateChange {
        .tick(EventTime(milliseconds: milliseconds))
    }

    private func places(_ flush: PartitionFlush) -> [String] {
        flush.recordedInputs.map { "\($0.offset).\($0.ordinal) \($0.kind) \($0.value)" }
    }

    @Test("keeps of several ticks in a row the last, in one flush and over flushes")
    func ticks() {
        var journal = InputJournal(ownership())
        var first = flush
        journal.record(tick(1), at: 5, in: &first)
        journal.record(tick(2), at: 5, in: &first)
        var second = flush
        journal.record(tick(3), at: 5, in: &second)
        journal.record(tick(4), at: 6, in: &second)

        #expect(places(first) == ["5.0 tick 2"])
        #expect(places(second) == ["5.0 tick 3", "6.0 tick 4"])
    }

    @Test("keeps the order of other inputs between ticks")
    func order() {
        var journal = InputJournal(ownership())
        var flush = flush
        journal.record(tick(1), at: 5, in: &flush)
        journal.record(.forget(StableHash("u")), at: 5, in: &flush)
        journal.record(tick(2), at: 5, in: &flush)
        journal.record(model: 7, at: 5, in: &flush)

        #expect(places(flush) == ["5.0 tick 1", "5.1 forget 0", "5.2 tick 2", "5.3 model 7"])
    }

    @Test("goes on where the last owner's ended")
    func goesOn() {
        let stored = [
            RecordedInput(offset: 5, ordinal: 0, kind: .model, value: 7),
            RecordedInput(offset: 5, ordinal: 1, kind: .tick, value: 1),
        ]
        var journal = InputJournal(ownership(stored, modelVersion: 7))
        var flush = flush
        journal.record(model: 7, at: 5, in: &flush)
        journal.record(tick(2), at: 5, in: &flush)
        journal.record(model: 8, at: 5, in: &flush)

        #expect(places(flush) == ["5.1 tick 2", "5.2 model 8"])
    }

    @Test("gives every change back as it was recorded")
    func roundTrip() throws {
        var settings = SessionSettings()
        settings.gapMilliseconds = 77_000
        let changes: [StateChange] = [
            tick(9), .settings(settings), .forget(StableHash("u-1")), .loss(next: 12),
            .reset(next: 13), .partitions(12),
        ]
        for change in changes {
            let back = try RecordedInput(change, offset: 1, ordinal: 0).change()
            #expect("\(try #require(back))" == "\(change)")
        }
        let short = RecordedInput(offset: 1, ordinal: 0, kind: .forget, bytes: [1, 2])
        #expect(throws: CheckpointError.self) { try short.change() }
        let none = RecordedInput(offset: 1, ordinal: 0, kind: .partitions, value: 0)
        #expect(throws: CheckpointError.self) { try none.change() }
    }
}
