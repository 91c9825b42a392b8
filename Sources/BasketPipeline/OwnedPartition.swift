import BasketEvents
import BasketSessions
import BasketStore
import KafkaLog

/// A partition that this worker owns: its state, what waits to be flushed, and where it stands.
///
/// A class since it is one thing with an identity, looked up by number for every batch; used by its
/// worker's thread only.
final class OwnedPartition {
    let partition: Int32
    let epoch: Int64
    var state: PartitionState
    /// What the next flush will hold.
    var pending: PartitionFlush
    /// A cleared buffer for the flush after that.
    private var spare: PartitionFlush?
    /// Records from the checkpoint up to here are run again, their effects thrown away: they are
    /// committed already.
    let committedAtStart: Int64
    /// What the store says of the stream up to there: running again must lead to the same.
    private let stored: (ledger: Ledger, watermark: EventTime)
    /// The inputs recorded between the checkpoint and there, next first.
    private var inputs: ArraySlice<RecordedInput>
    /// The next offset as of the last flush that was written.
    var committed: Int64
    var stop: PartitionStop?
    var silence: SilenceClock
    private var lastAsked: ContinuousClock.Instant?
    /// The answer that last was news.
    private var lastBeat: ContinuousClock.Instant?
    var checkpointDue: ContinuousClock.Instant
    private var checkpointOffset: Int64
    /// Whether something happened since the last flush was taken.
    private(set) var hasNews = false
    let scorer: MomentScorer
    private let isEmbedded: Bool

    init(
        _ ownership: Ownership, settings: ProcessorSettings, isEmbedded: Bool,
        at now: ContinuousClock.Instant
    ) throws(CheckpointError) {
        partition = ownership.partition
        epoch = ownership.epoch
        committedAtStart = ownership.ledger.nextOffset
        stored = (ownership.ledger, ownership.watermark)
        committed = committedAtStart
        inputs = ownership.recordedInputs[...]
        if let checkpoint = ownership.checkpoint {
            state = try PartitionState(checkpoint: checkpoint.bytes)
        } else {
            state = PartitionState(
                partition: ownership.partition, generation: ownership.generation,
                firstOffset: ownership.ledger.firstOffset,
                settings: try SessionSettings(encoded: ownership.settings))
        }
        pending = PartitionFlush(
            partition: ownership.partition, epoch: ownership.epoch,
            number: ownership.flushNumber + 1, ledger: ownership.ledger)
        silence = SilenceClock(watermark: state.watermark, at: now)
        checkpointDue = now
        checkpointOffset = ownership.checkpoint?.offset ?? -1
        scorer = MomentScorer(model: settings.model)
        self.isEmbedded = isEmbedded
        wanted = settings.sessions
        try goLiveIfDue()
    }

    /// The settings asked for, until they are in force: while what is committed runs again.
    private var wanted: SessionSettings?

    /// Whether what was committed before us has been run again, and effects count.
    var isLive: Bool { wanted == nil }

    /// Whether a new owner would have records to run again: ticks alone are recorded anyhow.
    var isWorthACheckpoint: Bool { state.ledger.nextOffset > checkpointOffset }

    /// Rows that wait for a flush.
    var waitingRows: Int {
        pending.effects.moments.count + pending.effects.outcomes.count
            + pending.effects.quarantined.count
    }

    var waitingBytes: Int { pending.effects.texts.bytes.count }

    /// Takes records of this partition, in order. Stops at the first that shows a loss.
    func take(
        _ records: Slice<UnsafeBufferPointer<LogRecord>>, reader: inout EventReader,
        at now: ContinuousClock.Instant
    ) throws(CheckpointError) {
        guard stop == nil else { return }
        // Also where a loss cuts the batch short: what came before it is flushed, scores and all.
        defer { noteRecords(at: now) }
        for (index, record) in records.enumerated() {
            if index % SessionLimit.expectedRecords == 0 {
                state.expect(UnsafeBufferPointer(rebasing: records.dropFirst(index)))
            }
            // What a fetch that was repeated brings a second time.
            if record.offset < state.ledger.nextOffset { continue }
            guard try pass(to: record.offset), stop == nil else { return }
            if wanted == nil {
                state.take(record, reader: &reader, into: &pending.effects)
            } else {
                try rerun(record, reader: &reader)
            }
        }
    }

    private func noteRecords(at now: ContinuousClock.Instant) {
        scorer.score(pending.effects.moments, into: &pending.scores)
        hasNews = true
        silence.recordCame(watermark: state.watermark, at: now)
    }

    /// The partition has been read up to `offset`, markers and all.
    func reachedEnd(_ offset: Int64) throws(CheckpointError) {
        guard stop == nil, offset > state.ledger.nextOffset, try pass(to: offset) else { return }
        hasNews = true
    }

    /// Books offsets without a record; `false` when they mean a loss, which stops the partition.
    private func pass(to offset: Int64) throws(CheckpointError) -> Bool {
        let expected = state.ledger.nextOffset
        guard let gap = OffsetGap(expected: expected, next: offset, isEmbedded: isEmbedded) else {
            return true
        }
        guard gap.kind == .absent else {
            stop = .lostOffsets(from: expected, to: offset)
            return false
        }
        state.skip(to: offset, as: .absent)
        try goLiveIfDue()
        return true
    }

    /// Takes a broker's answer about the partition's end: silence has lasted.
    func heard(_ answer: EndOffsetProbe.Answer) {
        guard answer.asked != lastAsked else { return }
        lastAsked = answer.asked
        pending.brokerEnd = (answer.end, answer.seenMilliseconds)
        beat(answer.asked)
        // Before the first event there is no watermark that could move on.
        guard isLive, stop == nil, state.watermark > .distantPast,
            answer.end == state.ledger.nextOffset,
            let watermark = silence.confirm(asked: answer.asked), watermark > state.watermark
        else { return }
        state.advance(to: watermark, into: &pending.effects)
        scorer.score(pending.effects.moments, into: &pending.scores)
        pending.record(.tick, watermark.milliseconds, at: state.ledger.nextOffset)
        hasNews = true
    }

    /// Makes an answer news now and then, also where nothing else ever is: a partition without events
    /// would look like one whose owner has died.
    private func beat(_ asked: ContinuousClock.Instant) {
        if let lastBeat, asked - lastBeat < PipelineLimit.heartbeat { return }
        lastBeat = asked
        hasNews = hasNews || stop == nil
    }

    /// Hands over what waits as one flush, if anything does.
    ///
    /// - Parameter checkpoint: whether the whole state goes along.
    func takeFlush(withCheckpoint checkpoint: Bool) -> PartitionFlush? {
        guard isLive, hasNews || checkpoint || pending.settings != nil else { return nil }
        hasNews = false
        pending.takeBaskets(of: &state)
        pending.joinScores()
        pending.ledger = state.ledger
        pending.watermark = state.watermark
        if checkpoint || pending.settings != nil {
            pending.checkpoint = state.checkpoint()
            checkpointOffset = state.ledger.nextOffset
        }

        var next =
            spare
            ?? PartitionFlush(
                partition: partition, epoch: epoch, number: 0, ledger: pending.ledger)
        spare = nil
        next.number = pending.number + 1
        swap(&next, &pending)
        return next
    }

    /// Takes a flush that was written back, to use its buffers again.
    func written(_ flush: consuming PartitionFlush) {
        committed = flush.ledger.nextOffset
        var buffer = flush
        buffer.removeAll()
        spare = buffer
    }
}

// MARK: - Running again what is committed

extension OwnedPartition {
    private func rerun(
        _ record: LogRecord, reader: inout EventReader
    ) throws(CheckpointError) {
        applyInputs(upTo: record.offset)
        state.take(record, reader: &reader, into: &pending.effects)
        pending.effects.removeAll()
        try goLiveIfDue()
    }

    /// Inputs recorded at an offset came before its record.
    private func applyInputs(upTo offset: Int64) {
        while let input = inputs.first, input.offset <= offset {
            inputs.removeFirst()
            if input.kind == .tick {
                state.advance(
                    to: EventTime(milliseconds: input.value), into: &pending.effects)
            }
        }
        pending.effects.removeAll()
    }

    /// From the committed offset on effects count. The rows of what came before are in the store.
    private func goLiveIfDue() throws(CheckpointError) {
        guard let settings = wanted, state.ledger.nextOffset >= committedAtStart else { return }
        applyInputs(upTo: state.ledger.nextOffset)
        guard state.watermark == stored.watermark, state.ledger.agrees(with: stored.ledger) else {
            stop = .rerunDiffers(at: committedAtStart)
            return
        }
        wanted = nil
        pending.takeBaskets(of: &state)
        pending.removeAll()
        pending.record(.model, Int64(scorer.model.version), at: state.ledger.nextOffset)
        silence = SilenceClock(watermark: state.watermark, at: .now)
        if settings != state.settings {
            try state.change(settings, into: &pending.effects)
            scorer.score(pending.effects.moments, into: &pending.scores)
            pending.settings = settings.encoded
        }
    }
}

extension Ledger {
    /// Whether both count the same records and sessions; offsets without a record aside, which may
    /// reach beyond what was committed.
    fileprivate func agrees(with other: Ledger) -> Bool {
        var same = other
        same.nextOffset = nextOffset
        same.absent = absent
        return self == same
    }
}

extension PartitionFlush {
    /// Records an input at an offset; a later one of its kind at the same offset replaces it.
    fileprivate mutating func record(_ kind: RecordedInput.Kind, _ value: Int64, at offset: Int64) {
        recordedInputs.removeAll { $0.kind == kind && $0.offset == offset }
        let ordinal: Int32 = kind == .model ? 0 : 1
        recordedInputs.append(
            RecordedInput(offset: offset, ordinal: ordinal, kind: kind, value: value))
    }

    /// Takes the rows of all baskets that changed.
    fileprivate mutating func takeBaskets(of state: inout PartitionState) {
        state.takeTouchedBaskets(into: &baskets, texts: &basketTexts)
    }

    /// Finds for each basket its last moment among those of this flush.
    fileprivate mutating func joinScores() {
        guard !baskets.isEmpty else { return }
        var last = [SessionKey: Int32](minimumCapacity: baskets.count)
        for (index, moment) in effects.moments.enumerated() {
            last[moment.session] = Int32(index)
        }
        for basket in baskets { scoreIndex.append(last[basket.session] ?? -1) }
    }
}
