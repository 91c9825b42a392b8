import BasketEvents
import BasketPipeline
import BasketRisk
import BasketSessions
import BasketStore
import Testing

/// One partition of an undisturbed run: its state, and the flush that grows.
struct Replay: ~Copyable {
    private var course: UndisturbedRun.Course
    private var state: PartitionState
    private var reader = EventReader()
    private var flush: PartitionFlush
    private let scorer = MomentScorer(model: .shipped)
    /// Asks that a shopper be forgotten, whose hash is known.
    var forgetRequest: (StableHash) throws -> Int64 = { _ in 0 }
    private var change: (offset: Int64, settings: SessionSettings)?

    init(
        _ course: UndisturbedRun.Course, _ ownership: Ownership, _ settings: SessionSettings,
        change: (offset: Int64, settings: SessionSettings)?
    ) {
        self.course = course
        self.change = change
        state = PartitionState(
            partition: course.partition, generation: ownership.generation,
            firstOffset: course.first, settings: settings)
        flush = PartitionFlush(
            partition: course.partition, epoch: ownership.epoch, number: ownership.flushNumber + 1,
            ledger: ownership.ledger)
    }

    var nextOffset: Int64 { state.ledger.nextOffset }

    mutating func take(_ record: LogRecord, writer: inout FlushWriter) throws {
        guard record.offset < course.next else { return }
        try applyInputs(upTo: record.offset, &writer)
        pass(to: record.offset)
        try changeIfDue(&writer)
        state.take(record, reader: &reader, into: &flush.effects)
    }

    /// All records have been taken: what fell behind the last of them.
    mutating func finish(_ writer: inout FlushWriter) throws {
        try applyInputs(upTo: course.next, &writer)
        pass(to: course.next)
        try changeIfDue(&writer)
        try flush(into: &writer)
    }

    private mutating func changeIfDue(_ writer: inout FlushWriter) throws {
        guard let due = change, state.ledger.nextOffset >= due.offset else { return }
        change = nil
        try flush(into: &writer)
        try state.change(due.settings, into: &flush.effects)
        flush.settings = due.settings.encoded
    }

    private mutating func applyInputs(
        upTo offset: Int64, _ writer: inout FlushWriter
    ) throws {
        while let input = course.inputs.first, input.offset <= offset {
            course.inputs.removeFirst()
            if case .forget(let shopper)? = try input.change() {
                pass(to: input.offset)
                try flush(into: &writer)
                try state.take(.forget(shopper), into: &flush.effects)
                flush.forgetRequests = [try forgetRequest(shopper)]
                try flush(into: &writer)
            }
            guard input.kind == .tick else { continue }
            pass(to: input.offset)
            state.advance(to: EventTime(milliseconds: input.value), into: &flush.effects)
        }
    }

    private mutating func pass(to offset: Int64) {
        guard offset > state.ledger.nextOffset else { return }
        state.skip(to: offset, as: .absent)
    }

    mutating func flush(into writer: inout FlushWriter) throws {
        scorer.score(flush.effects.moments, into: &flush.scores)
        state.takeTouchedBaskets(into: &flush.baskets, texts: &flush.basketTexts)
        flush.scoreIndex = flush.baskets.map { basket in
            Int32(flush.effects.moments.lastIndex { $0.session == basket.session } ?? -1)
        }
        flush.ledger = state.ledger
        flush.watermark = state.watermark
        let report = try writer.write(Flush(partitions: [flush]))
        #expect(report.results.map(\.result) == [.written])
        flush.removeAll()
        flush.number += 1
    }
}
