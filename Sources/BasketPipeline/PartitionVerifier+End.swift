import BasketEvents
import BasketSessions
import BasketStore

/// What stands there in the end.
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
        guard course.state.generation == 0 else {
            return try tables.funnel.skip(
                below: VerifiedTables.end(of: partition), because: VerifiedTables.earlierTopic)
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
