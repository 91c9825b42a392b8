import BasketStore

/// All stored rows on their way through a verification, each table in the order of its keys.
struct VerifiedTables: ~Copyable {
    var scores: RowMatcher
    var outcomes: RowMatcher
    var baskets: RowMatcher
    var quarantine: RowMatcher
    var funnel: RowMatcher
    var ledger: RowTally

    // Why rows were not compared.
    static let beforeCheckpoint = "they came before the checkpoint that it began from"
    static let dayDropped = "the table no longer holds their day"
    static let amended = "late records amended them"
    static let lost = "the log had lost what they were made of"
    static let cleared = "they are past the time that quarantine keeps"
    static let forgotten = "their shopper was forgotten"
    static let notKept = "the history of scores was not kept"
    static let earlierTopic = "they count the topic before this one too"
    static let unknownModel = "the model that made them is not known"

    init(
        _ snapshot: StoreSnapshot, _ partitions: [Int32], generation: UInt8, showing limit: Int
    ) throws {
        func matcher(_ kind: VerifiedKind, _ table: StoredTable) throws -> RowMatcher {
            RowMatcher(
                RowTally(kind, showing: limit),
                try StoredRows(table, of: partitions, generation: generation, in: snapshot))
        }
        let scores = try matcher(.scores, .score)
        let outcomes = try matcher(.outcomes, .outcome)
        let baskets = try matcher(.baskets, .basket)
        let quarantine = try matcher(.quarantine, .quarantine)
        let funnel = try matcher(.funnel, .funnel)
        self.scores = scores
        self.outcomes = outcomes
        self.baskets = baskets
        self.quarantine = quarantine
        self.funnel = funnel
        ledger = RowTally(.ledger, showing: limit)
    }

    /// Behind all rows of a partition.
    static func end(of partition: Int32) -> RowKey {
        RowKey(partition: partition + 1, offset: .min, session: .min, ordinal: .min)
    }

    /// Leaves what came before an offset behind.
    mutating func skip(_ partition: Int32, before offset: Int64) throws {
        let bound = RowKey(partition: partition, offset: offset, session: .min, ordinal: .min)
        try scores.skip(below: bound, because: VerifiedTables.beforeCheckpoint)
        try outcomes.skip(below: bound, because: VerifiedTables.beforeCheckpoint)
        try quarantine.skip(below: bound, because: VerifiedTables.beforeCheckpoint)
    }

    /// Leaves all that is left of a partition behind.
    mutating func skip(_ partition: Int32, because reason: String) throws {
        let bound = VerifiedTables.end(of: partition)
        try scores.skip(below: bound, because: reason)
        try outcomes.skip(below: bound, because: reason)
        try baskets.skip(below: bound, because: reason)
        try quarantine.skip(below: bound, because: reason)
        try funnel.skip(below: bound, because: reason)
        ledger.count(reason)
    }

    /// Puts the counts into the report.
    func tell(_ report: inout VerificationReport, showing limit: Int) {
        let all = [
            (VerifiedKind.ledger, ledger), (.scores, scores.tally), (.outcomes, outcomes.tally),
            (.baskets, baskets.tally), (.quarantine, quarantine.tally), (.funnel, funnel.tally),
        ]
        for (kind, rows) in all { report.tallies[kind] = rows.tally }
        // Of each kind some, whatever one of them has.
        let share = max(1, limit / all.count)
        let first = all.flatMap { $0.1.shown.prefix(share) }
        let rest = all.flatMap { $0.1.shown.dropFirst(share) }
        report.shown = Array((first + rest).prefix(limit))
    }
}
