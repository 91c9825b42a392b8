import BasketEvents
import BasketSessions

/// Late records: found among the outcomes.
extension QuarantineWriter {
    /// How far back from an event the session that it belongs to may have begun: the longest that a
    /// session can be set to, twice, since two may have been merged.
    private static let longestSession: Int64 = 2 * 31 * 86_400_000

    /// Late records of a few shoppers, and what becomes of them.
    public struct LateBatch: Sendable {
        public var amendments: [Amendment] = []
        /// Those that today's reader refuses.
        public var refused: [(place: QuarantinePlace, reason: RefusalReason)] = []
        /// Where the next batch goes on; `nil`: this was the last one.
        public var next: Cursor?
    }

    /// A place in the order of late records: by key, so that those of a shopper come together.
    public struct Cursor: Sendable {
        let key: [UInt8]
        let place: QuarantinePlace
    }

    /// The next late records that have not been put back. Changes nothing.
    public func late(
        _ query: QuarantineQuery, after cursor: Cursor?
    ) throws(BasketStoreError) -> LateBatch {
        let rows = try connection.query(
            """
            SELECT partition, log_offset, coalesce(key, ''), value,
                (extract(epoch FROM logged_at) * 1000)::bigint
            FROM basketwatch.quarantine
            WHERE \(QuarantineQuery.condition) AND replayed_at IS NULL AND reason = 'late'
                AND generation = basketwatch.stream_generation()
                AND (coalesce(key, ''), partition, log_offset) > ($3, $4, $5)
            ORDER BY coalesce(key, ''), partition, log_offset
            LIMIT \(QuarantineWriter.recordsAtOnce)
            """,
            query.values + [
                .bytes(cursor?.key ?? []), .int32(cursor?.place.partition ?? -1),
                .int64(cursor?.place.offset ?? -1),
            ], during: "reading late records")
        let settings = try sessionSettings()
        var batch = LateBatch()
        var reader = EventReader()
        var byShopper: [String: [Amendment.Record]] = [:]
        for row in 0..<rows.rowCount {
            let place = QuarantinePlace(
                partition: Int32(truncatingIfNeeded: rows.integer(row, 0)),
                offset: rows.integer(row, 1))
            if let reason = rows.withBytes(row, 3, { reader.read($0) }) {
                batch.refused.append((place, reason))
                continue
            }
            let event = LateEvent(
                reader.event, written: rows.optionalInteger(row, 4),
                settings[place.partition] ?? SessionSettings())
            byShopper[event.shopperID, default: []].append(.init(place: place, event: event))
        }
        if rows.rowCount == QuarantineWriter.recordsAtOnce {
            let last = rows.rowCount - 1
            batch.next = Cursor(
                key: rows.bytes(last, 2),
                place: QuarantinePlace(
                    partition: Int32(truncatingIfNeeded: rows.integer(last, 0)),
                    offset: rows.integer(last, 1)))
        }
        // One gap for a shopper's records: those of one stream are set alike but for a moment.
        let gap = settings.values.map(\.gapMilliseconds).max() ?? SessionSettings().gapMilliseconds
        batch.amendments = try amendments(byShopper, gap: gap)
        return batch
    }

    private func amendments(
        _ byShopper: [String: [Amendment.Record]], gap: Int64
    ) throws(BasketStoreError) -> [Amendment] {
        let candidates = try candidates(byShopper, gap: gap)
        let generation = try connection.query(
            "SELECT generation FROM basketwatch.stream", during: "reading the stream's generation")
        guard generation.rowCount > 0 else { return [] }
        return byShopper.sorted { $0.key < $1.key }.flatMap { shopper, records in
            var plan = LatePlan(
                candidates[shopper] ?? [], gap: gap,
                generation: UInt8(clamping: generation.integer(0, 0)))
            return plan.amendments(of: records)
        }
    }

    /// The outcomes of these shoppers around the times of their late records.
    private func candidates(
        _ byShopper: [String: [Amendment.Record]], gap: Int64
    ) throws(BasketStoreError) -> [String: [LatePlan.Candidate]] {
        let times = byShopper.values.joined().map(\.event.time.milliseconds)
        guard let first = times.min(), let last = times.max() else { return [:] }
        let days = [first - gap - QuarantineWriter.longestSession, last + gap]
            .map { EventTime(milliseconds: $0).day }
        let rows = try connection.query(
            """
            SELECT shopper_id, session_key, (day - date '1970-01-01'),
                (extract(epoch FROM started_at) * 1000)::bigint,
                (extract(epoch FROM ended_at) * 1000)::bigint
            FROM basketwatch.outcome
            WHERE shopper_id = ANY ($1) AND kind <> 'merged'
                AND day BETWEEN ($2::date[])[1] AND ($2::date[])[2]
            """, [.texts(byShopper.keys.sorted()), .days(days)],
            during: "looking for the sessions of late records")
        var candidates: [String: [LatePlan.Candidate]] = [:]
        for row in 0..<rows.rowCount {
            candidates[rows.text(row, 0), default: []].append(
                .init(
                    session: rows.integer(row, 1),
                    day: Int32(truncatingIfNeeded: rows.integer(row, 2)),
                    start: rows.integer(row, 3), end: rows.integer(row, 4)))
        }
        return candidates
    }
}
