import BasketEvents
import BasketSessions
import BasketStore

/// What was replayed, as rows in the order of their keys.
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

    func scores(_ flushes: [PartitionFlush]) -> [ReplayedRow] {
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

    func outcomes(_ flushes: [PartitionFlush]) -> [ReplayedRow] {
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

    func quarantined(_ flushes: [PartitionFlush]) -> [ReplayedRow] {
        rows(flushes, count: { $0.effects.quarantined.count }) { flush, place, index in
            let record = flush.effects.quarantined[index]
            var row = ReplayedRow(
                RowKey(partition: partition, offset: record.offset, session: record.offset),
                flush: place, index: index)
            if mayBeCleared(record) { row.mayBeMissing = VerifiedTables.cleared }
            if names(record, flush.effects.texts) {
                row.mayBeMissing = VerifiedTables.forgotten
            }
            return row
        }
    }

    /// Whether a record came so long ago that quarantine need not hold it any more.
    private func mayBeCleared(_ record: QuarantinedRecord) -> Bool {
        guard let keepQuarantine, let watermark = quarantinedUnder[record.offset] else {
            return false
        }
        let age = course.stored.watermark.milliseconds - watermark.milliseconds
        return .milliseconds(age) > keepQuarantine
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
