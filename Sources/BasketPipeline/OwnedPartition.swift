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
    /// What is committed and has yet to be run again; `nil`: effects count.
    private var recovery: Recovery?
    private(set) var journal: InputJournal
    /// The settings asked for: in force from the committed offset on.
    private let wanted: SessionSettings
    /// The next offset as of the last flush that was written.
    var committed: Int64
    var stop: PartitionStop?
    var silence: SilenceClock
    private var lastAsked: ContinuousClock.Instant?
    /// The answer that last was news.
    private var lastBeat: ContinuousClock.Instant?
    var schedule: CheckpointSchedule
    /// Of the checkpoint under way: see ``PartitionFlush/chunksOrdinal``.
    var chunksOrdinal: Int32 = 0
    /// See ``CheckpointSizes/chunk``.
    let checkpointChunk: Int
    /// Whether something happened since the last flush was taken.
    private(set) var hasNews = false
    let scorer: MomentScorer
    private let isEmbedded: Bool
    private let onDataLoss: ProcessorSettings.DataLoss
    /// The offsets that were passed over as lost since somebody last asked.
    var newlyLost: Range<Int64>?
    /// Whether the log has been told that the topic looks wrong.
    private var isToldWrong = false
    /// The record before our position as it was read, to be found again in the log before anything
    /// behind it counts; `nil`: it was found, or there is none to look for.
    var anchor: RecordMark?
    /// Since when answers tell an end that lies before our position; `nil`: the last one did not.
    var shortSince: ContinuousClock.Instant?
    /// When our position last moved on.
    private(set) var movedAt: ContinuousClock.Instant
    /// Whether nothing has ever been committed of it.
    private let isNew: Bool

    init(
        _ ownership: Ownership, settings: ProcessorSettings, isEmbedded: Bool,
        at now: ContinuousClock.Instant
    ) throws(CheckpointError) {
        partition = ownership.partition
        epoch = ownership.epoch
        committed = ownership.ledger.nextOffset
        recovery = Recovery(ownership)
        journal = InputJournal(ownership)
        wanted = settings.sessions
        state = try PartitionState(ownership)
        pending = PartitionFlush(
            partition: ownership.partition, epoch: ownership.epoch,
            number: ownership.flushNumber + 1, ledger: ownership.ledger)
        silence = SilenceClock(watermark: state.watermark, at: now)
        schedule = CheckpointSchedule(ownership, settings, isEmbedded: isEmbedded, at: now)
        checkpointChunk = settings.checkpointSizes.chunk
        scorer = MomentScorer(model: settings.model)
        self.isEmbedded = isEmbedded
        onDataLoss = settings.onDataLoss
        isNew = ownership.flushNumber == 0
        anchor = state.lastRecord
        movedAt = now
        try goLiveIfDue(at: now)
    }

    /// Whether what was committed before us has been run again, and effects count.
    var isLive: Bool { recovery == nil }

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
        if anchor != nil { compareAnchor(records) }
        guard stop == nil else { return }
        // Also where a loss cuts the batch short: what came before it is flushed, scores and all.
        defer { noteRecords(at: now) }
        for (index, record) in records.enumerated() {
            if index % SessionLimit.expectedRecords == 0 {
                state.expect(UnsafeBufferPointer(rebasing: records.dropFirst(index)))
            }
            // What a fetch that was repeated brings a second time.
            if record.offset < state.ledger.nextOffset { continue }
            guard try pass(to: record.offset, at: now), stop == nil else { return }
            // A loss was passed over up to what is committed, beyond this record.
            if record.offset < state.ledger.nextOffset { continue }
            if isLive {
                state.take(record, reader: &reader, into: &pending.effects)
            } else {
                try recovery?.take(record, reader: &reader, into: &state)
                try goLiveIfDue(at: now)
            }
        }
    }

    /// What there is to be told of the topic: it has begun to look wrong, or is good again.
    ///
    /// - Returns: `nil` where nothing has changed. Good again is what has half as many unusable records,
    ///   so that one in between is not told of without end.
    func newLookOfTopic() -> TopicLook? {
        guard isLive else { return nil }
        if !isToldWrong, state.looksWrong {
            isToldWrong = true
            return .wrong
        }
        if isToldWrong, state.refusedRecently * 2 <= state.settings.mostQuarantined {
            isToldWrong = false
            return .good
        }
        return nil
    }

    private func noteRecords(at now: ContinuousClock.Instant) {
        scorer.score(pending.effects.moments, into: &pending.scores)
        hasNews = true
        movedAt = now
        silence.recordCame(watermark: state.watermark, at: now)
    }

    /// The partition has been read up to `offset`, markers and all.
    func reachedEnd(
        _ offset: Int64, at now: ContinuousClock.Instant
    ) throws(CheckpointError) {
        passAnchor(before: offset)
        guard stop == nil, offset > state.ledger.nextOffset, try pass(to: offset, at: now)
        else { return }
        hasNews = true
        movedAt = now
    }

    /// Books offsets without a record; `false` when they mean a loss, which stops the partition.
    private func pass(
        to offset: Int64, at now: ContinuousClock.Instant
    ) throws(CheckpointError) -> Bool {
        let expected = state.ledger.nextOffset
        guard let gap = OffsetGap(expected: expected, next: offset, isEmbedded: isEmbedded) else {
            return true
        }
        guard gap.kind == .absent else {
            if onDataLoss == .skip {
                try passOver(to: offset, at: now)
                return true
            }
            stop = .lostOffsets(from: expected, to: offset)
            return false
        }
        state.skip(to: offset, as: .absent)
        try goLiveIfDue(at: now)
        return true
    }

    /// Takes a broker's answer about the partition's end: silence has lasted.
    func heard(_ answer: EndOffsetProbe.Answer) {
        guard answer.asked != lastAsked else { return }
        lastAsked = answer.asked
        pending.brokerEnd = (answer.end, answer.seenMilliseconds)
        beat(answer.asked)
        noteEnd(answer)
        // Before the first event there is no watermark that could move on.
        guard isLive, stop == nil, anchor == nil, state.watermark > .distantPast,
            answer.end == state.ledger.nextOffset,
            let watermark = silence.confirm(asked: answer.asked), watermark > state.watermark
        else { return }
        do {
            try change(.tick(watermark))
        } catch {
            stop = .checkpoint(error)
        }
    }

    /// Makes an answer news now and then, also where nothing else ever is: a partition without events
    /// would look like one whose owner has died.
    private func beat(_ asked: ContinuousClock.Instant) {
        if let lastBeat, asked - lastBeat < PipelineLimit.heartbeat { return }
        lastBeat = asked
        hasNews = hasNews || stop == nil
    }

    /// Forgets a shopper. To be flushed before anything else is taken.
    func forget(_ request: ForgetRequest) throws(CheckpointError) {
        guard isLive, !pending.forgetRequests.contains(request.id) else { return }
        try change(.forget(request.shopper))
        pending.forgetRequests.append(request.id)
    }

    /// Hands over what waits as one flush, if anything does.
    ///
    /// - Parameter budget: how many bytes of a checkpoint go along, counted before packing, up to the
    ///   chunk that reaches it; 0: none. A checkpoint is begun where none is under way. Where somebody
    ///   was forgotten a new one goes along, whole: those before know who it was.
    func takeFlush(checkpointBytes budget: Int = 0) -> PartitionFlush? {
        var budget = budget
        if !pending.forgetRequests.isEmpty {
            state.abandonCheckpoint()
            budget = .max
        }
        guard isLive, hasNews || budget > 0 else { return nil }
        hasNews = false
        pending.takeBaskets(of: &state)
        pending.joinScores()
        pending.note(state)
        if budget > 0 { addChunks(budget) }

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

// MARK: - Going on from what is committed

extension OwnedPartition {
    /// From the committed offset on effects count. The rows of what came before are in the store.
    private func goLiveIfDue(at now: ContinuousClock.Instant) throws(CheckpointError) {
        guard recovery?.isOver(state) == true else { return }
        try recovery?.takeInputs(upTo: state.ledger.nextOffset, into: &state)
        guard recovery?.agrees(with: state) == true else {
            stop = .rerunDiffers(at: committed)
            return
        }
        try goLive(at: now)
    }

    private func goLive(at now: ContinuousClock.Instant) throws(CheckpointError) {
        recovery = nil
        state.forgetTouchedBaskets()
        silence = SilenceClock(watermark: state.watermark, at: now)
        // Before the settings: what scores come of them are this model's already.
        journal.record(
            model: Int32(scorer.model.version), at: state.ledger.nextOffset, in: &pending)
        if isNew || wanted != state.settings {
            // A new partition has them from the start, and a replay wants to know them too.
            try change(.settings(wanted))
            pending.settings = wanted.encoded
        }
    }

    /// What is committed cannot be run again: goes on from its ledger, with no session open.
    ///
    /// - Parameter next: the offset that reading goes on from.
    func giveUpRecovery(
        next: Int64, at now: ContinuousClock.Instant
    ) throws(CheckpointError) {
        guard let given = recovery else { return }
        state = PartitionState(
            standingAt: given.committed, watermark: given.watermark, partition: partition,
            generation: state.generation, settings: try SessionSettings(encoded: given.settings))
        // Recorded before all else: for a replay the sessions are there until then.
        try change(.reset(next: next))
        try goLive(at: now)
    }

    /// Takes a change from outside the log, and records it.
    func change(_ change: StateChange) throws(CheckpointError) {
        let offset = state.ledger.nextOffset
        switch change {
        // Under the old settings; and a basket that goes now may have scores that wait for this flush:
        // by its row they are found.
        case .settings, .forget: pending.takeBaskets(of: &state)
        default: break
        }
        try state.take(change, into: &pending.effects)
        scorer.score(pending.effects.moments, into: &pending.scores)
        journal.record(change, at: offset, in: &pending)
        // The one before still knows whoever was to be forgotten.
        if case .forget = change { schedule.demand() }
        hasNews = true
    }
}

extension PartitionFlush {
    /// Takes the rows of all baskets that changed.
    fileprivate mutating func takeBaskets(of state: inout PartitionState) {
        state.takeTouchedBaskets(into: &baskets, texts: &basketTexts)
    }

    /// Takes what the partition's row shows of its state.
    mutating func note(_ state: PartitionState) {
        ledger = state.ledger
        watermark = state.watermark
        refusedRecently = Int32(state.refusedRecently)
        looksWrong = state.looksWrong
    }

    /// Finds for each basket its last moment among those of this flush.
    mutating func joinScores() {
        guard !baskets.isEmpty else { return }
        var last = [SessionKey: Int32](minimumCapacity: baskets.count)
        for (index, moment) in effects.moments.enumerated() {
            last[moment.session] = Int32(index)
        }
        for basket in baskets { scoreIndex.append(last[basket.session] ?? -1) }
    }
}
