import BasketEvents
import BasketRisk
import BasketSessions
import BasketStore
import KafkaLog

/// One partition on its way through a verification: run again, and compared as it goes.
struct PartitionVerifier: ~Copyable {
    let course: PartitionCourse
    var rerun: PartitionRerun
    let history: ScoreHistory
    /// How long quarantine keeps records; `nil`: for good.
    let keepQuarantine: Duration?
    let findModel: (Int32) throws -> RiskModel?
    /// The last moment of each open session, and which model scored it.
    private(set) var lastMoments: [SessionKey: (moment: Moment, model: Int32?)] = [:]
    /// With a history of last scores alone: the last moment of each session, where it is not stored.
    private var unstored: [SessionKey: RowKey] = [:]
    /// Where quarantine does not keep its records for good: the watermark under which each of those
    /// gathered came, by offset.
    private(set) var quarantinedUnder: [Int64: EventTime] = [:]
    private(set) var days: [Int32: FunnelDay] = [:]
    /// Sessions of shoppers who are forgotten later.
    private(set) var forgottenSessions: Set<SessionKey> = []

    /// Rows gathered between two comparisons.
    static let batch = 4_000

    init(
        _ course: PartitionCourse, _ rerun: consuming PartitionRerun,
        _ settings: VerificationSettings,
        findModel: @escaping (Int32) throws -> RiskModel?
    ) {
        self.course = course
        self.rerun = rerun
        history = settings.store.scoreHistory
        keepQuarantine = settings.keepQuarantine
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
        let before = rerun.state.ledger
        rerun.take(record)
        if keepQuarantine != nil, rerun.state.ledger.isKeptMore(than: before) {
            quarantinedUnder[record.offset] = rerun.state.watermark
        }
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
        tables.outcomes.hasReset = course.hasReset
        let absent = try tables.scores.match(scores(flushes), in: flushes, below: bound)
        if history == .last {
            for row in absent { unstored[SessionKey(rawValue: row.key.session)] = row.key }
        }
        _ = try tables.outcomes.match(outcomes(flushes), in: flushes, below: bound)
        _ = try tables.quarantine.match(quarantined(flushes), in: flushes, below: bound)
        for flush in flushes { note(flush, &tables) }
        quarantinedUnder.removeAll()
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

extension Ledger {
    /// Whether the record between the two went into quarantine.
    fileprivate func isKeptMore(than before: Ledger) -> Bool {
        quarantined > before.quarantined || late > before.late
    }
}
