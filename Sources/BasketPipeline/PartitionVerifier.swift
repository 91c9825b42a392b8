import BasketEvents
import BasketRisk
import BasketSessions
import BasketStore
import KafkaLog

/// One partition on its way through a verification: run again, and compared as it goes.
struct PartitionVerifier: ~Copyable {
    private let course: PartitionCourse
    var rerun: PartitionRerun
    let history: ScoreHistory
    let findModel: (Int32) throws -> RiskModel?
    /// The last moment of each open session, and which model scored it.
    private var lastMoments: [SessionKey: (moment: Moment, model: Int32?)] = [:]
    /// With a history of last scores alone: the last moment of each session, where it is not stored.
    private var unstored: [SessionKey: RowKey] = [:]
    private var days: [Int32: FunnelDay] = [:]
    /// Sessions of shoppers who are forgotten later.
    private var forgottenSessions: Set<SessionKey> = []

    /// Rows gathered between two comparisons.
    private static let batch = 4_000

    init(
        _ course: PartitionCourse, _ rerun: consuming PartitionRerun, _ history: ScoreHistory,
        findModel: @escaping (Int32) throws -> RiskModel?
    ) {
        self.course = course
        self.rerun = rerun
        self.history = history
        self.findModel = findModel
        noteForgotten(course.forgotten.keys.map { $0 }, at: course.inputs.offset)
    }

    var partition: Int32 { course.stored.partition }
    var nextOffset: Int64 { rerun.nextOffset }

    /// Takes the record that comes next, and compares what has been gathered now and then.
    mutating func take(_ record: LogRecord, _ tables: inout VerifiedTables) throws {
        try rerun.prepare(for: record.offset)
        if rerun.waitingRows >= PartitionVerifier.batch {
            try compare(&tables, upTo: record.offset)
        }
        rerun.take(record)
        guard !course.forgotten.isEmpty else { return }
        noteForgotten([StableHash(record.key), rerun.shopper], at: record.offset)
    }

    /// Notes the open sessions of shoppers who are forgotten behind `offset`.
    private mutating func noteForgotten(_ shoppers: [StableHash], at offset: Int64) {
        for shopper in shoppers where (course.forgotten[shopper] ?? -1) > offset {
            forgottenSessions.formUnion(rerun.state.openSessions(of: shopper))
        }
    }

    /// Compares what has been gathered: all that comes from records before `offset`.
    mutating func compare(_ tables: inout VerifiedTables, upTo offset: Int64) throws {
        let flushes = rerun.takeFlushes()
        let bound = RowKey(partition: partition, offset: offset, session: .min, ordinal: .min)
        tables.outcomes.hasExemptions = course.hasReset
        let absent = try tables.scores.match(scores(flushes), in: flushes, below: bound)
        if history == .last {
            for row in absent { unstored[SessionKey(rawValue: row.key.session)] = row.key }
        }
        _ = try tables.outcomes.match(outcomes(flushes), in: flushes, below: bound)
        _ = try tables.quarantine.match(quarantined(flushes), in: flushes, below: bound)
        for flush in flushes { note(flush, &tables) }
    }

    /// Keeps what is compared at the end.
    private mutating func note(_ flush: borrowing PartitionFlush, _ tables: inout VerifiedTables) {
        let model = flush.scores.logits.isEmpty ? nil : flush.scores.modelVersion
        for moment in flush.effects.moments {
            lastMoments[moment.session] = (moment, model)
            // An earlier one has been followed by another: it is not the last.
            if let key = unstored[moment.session], key.ordinal < Int32(clamping: moment.ordinal) {
                unstored[moment.session] = nil
            }
        }
        for outcome in flush.effects.outcomes {
            lastMoments[outcome.session] = nil
            if let key = unstored.removeValue(forKey: outcome.session) {
                tables.scores.tally.missing(key, before: VerifiedTables.notKept)
            }
        }
        for session in flush.effects.forgotten {
            lastMoments[session] = nil
            unstored[session] = nil
        }
        for day in flush.effects.funnel { days[day.day, default: FunnelDay(day: day.day)].add(day) }
    }
}

// MARK: - What was replayed, in the order of its keys

extension PartitionVerifier {
    private func rows(
        _ flushes: [PartitionFlush], count: (PartitionFlush) -> Int,
        _ row: (PartitionFlush, Int, Int) -> ReplayedRow?
    ) -> [ReplayedRow] {
        flushes.enumerated().flatMap { place, flush in
            (0..<count(flush)).compactMap { row(flush, place, $0) }
        }.map { row in
            var row = row
            if row.key.offset < course.inputs.offset {
                row.uncomparable = VerifiedTables.beforeCheckpoint
            }
            return row
        }.sorted { $0.key < $1.key }
    }

    private func scores(_ flushes: [PartitionFlush]) -> [ReplayedRow] {
        rows(flushes, count: { $0.effects.moments.count }) { flush, place, index in
            let moment = flush.effects.moments[index]
            var row = ReplayedRow(
                RowKey(
                    partition: partition, offset: moment.offset, session: moment.session.rawValue,
                    ordinal: Int32(clamping: moment.ordinal)), flush: place, index: index)
            if flush.scores.logits.isEmpty { row.uncomparable = VerifiedTables.unknownModel }
            row.mustBeMissing = forgottenSessions.contains(moment.session)
            if history != .all { row.mayBeMissing = VerifiedTables.notKept }
            // Kept at the end of its session, it lies on the day that the session began by then.
            if history == .last { row.ignored = ["day"] }
            return row
        }
    }

    private func outcomes(_ flushes: [PartitionFlush]) -> [ReplayedRow] {
        rows(flushes, count: { $0.effects.outcomes.count }) { flush, place, index in
            let outcome = flush.effects.outcomes[index]
            guard outcome.kind != .browsed else { return nil }
            var row = ReplayedRow(
                RowKey(
                    partition: partition, offset: outcome.offset, session: outcome.session.rawValue),
                flush: place, index: index)
            row.mustBeMissing = forgottenSessions.contains(outcome.session)
            return row
        }
    }

    private func quarantined(_ flushes: [PartitionFlush]) -> [ReplayedRow] {
        rows(flushes, count: { $0.effects.quarantined.count }) { flush, place, index in
            let record = flush.effects.quarantined[index]
            var row = ReplayedRow(
                RowKey(partition: partition, offset: record.offset, session: record.offset),
                flush: place, index: index)
            if names(record, flush.effects.texts) {
                row.mayBeMissing = VerifiedTables.forgotten
            }
            return row
        }
    }

    /// Whether a record names a shopper who is forgotten later: as its key, or somewhere in quotes.
    private func names(_ record: QuarantinedRecord, _ texts: TextArena) -> Bool {
        guard course.forgotten.values.contains(where: { $0 > record.offset }) else { return false }
        func bytes(_ range: TextRange) -> ArraySlice<UInt8> {
            texts.bytes[Int(range.start)..<Int(range.start) + Int(range.count)]
        }
        let quoted = bytes(record.value).split(
            separator: UInt8(ascii: "\""), omittingEmptySubsequences: true)
        return ([bytes(record.key)] + quoted).contains { text in
            let shopper = text.withUnsafeBytes { StableHash($0) }
            return (course.forgotten[shopper] ?? -1) > record.offset
        }
    }
}

// MARK: - The end

extension PartitionVerifier {
    /// All is run again: compares the rest, and what stands there in the end.
    mutating func finish(_ tables: inout VerifiedTables) throws {
        try rerun.prepare(for: course.stored.ledger.nextOffset)
        try compare(&tables, upTo: .max)
        try compareBaskets(&tables)
        try compareFunnel(&tables)
        tables.ledger.count(
            RowKey(partition: partition, offset: 0, session: 0),
            course.stored.differences(from: rerun.state))
    }

    private mutating func compareBaskets(_ tables: inout VerifiedTables) throws {
        var flushes: [PartitionFlush] = []
        var rows: [ReplayedRow] = []
        try rerun.state.forEachOpenBasket { (basket, texts) throws in
            var row = ReplayedRow(
                RowKey(partition: partition, offset: 0, session: basket.session.rawValue),
                flush: flushes.count, index: 0)
            var flush = PartitionFlush(
                partition: partition, epoch: 0, number: 0, ledger: rerun.state.ledger)
            flush.baskets = [basket]
            flush.basketTexts = texts
            if try !addScore(of: basket.session, to: &flush) {
                row.ignored = PartitionVerifier.scoreColumns
            }
            rows.append(row)
            flushes.append(flush)
            guard rows.count >= PartitionVerifier.batch else { return }
            _ = try tables.baskets.match(rows, in: flushes, below: row.key)
            rows.removeAll()
            flushes.removeAll()
        }
        _ = try tables.baskets.match(rows, in: flushes, below: VerifiedTables.end(of: partition))
    }

    private static let scoreColumns: Set = [
        "risk", "logit", "model_version", "cause", "scored_at", "score_ordinal", "score_offset",
        "contributions",
    ]

    /// - Returns: `false` if it is not known which score the basket has.
    private func addScore(of session: SessionKey, to flush: inout PartitionFlush) throws -> Bool {
        guard let last = lastMoments[session] else {
            flush.scoreIndex = [-1]
            // Scored before the checkpoint, perhaps.
            return !course.isFromCheckpoint
        }
        flush.scoreIndex = [0]
        flush.effects.moments = [last.moment]
        guard let version = last.model, let model = try findModel(version) else {
            flush.scoreIndex = [-1]
            return false
        }
        MomentScorer(model: model).score(flush.effects.moments, into: &flush.scores)
        return true
    }

    private mutating func compareFunnel(_ tables: inout VerifiedTables) throws {
        guard !course.isFromCheckpoint else {
            return try tables.funnel.skip(
                below: VerifiedTables.end(of: partition), because: VerifiedTables.beforeCheckpoint)
        }
        var flush = PartitionFlush(
            partition: partition, epoch: 0, number: 0, ledger: rerun.state.ledger)
        flush.effects.funnel = days.values.sorted { $0.day < $1.day }
        let rows = flush.effects.funnel.enumerated().map { index, day in
            ReplayedRow(
                RowKey(partition: partition, offset: Int64(day.day), session: 0),
                flush: 0, index: index)
        }
        _ = try tables.funnel.match(rows, in: [flush], below: VerifiedTables.end(of: partition))
    }
}
