import BasketEvents
import BasketSessions

/// How much one statement of a flush carries. More makes the server slower a row, not faster:
/// measured, 1,000 score rows cost it 1.05 µs each, 4,000 rows 1.5.
enum BatchLimit {
    static let rows: Int32 = 1_000
    static let bytes = 4 << 20
    /// A checkpoint's pieces.
    static let chunk = 1 << 20
}

extension FlushPipeline {
    /// Sends everything that the flush says of the admitted partitions.
    mutating func sendBody(
        _ flush: borrowing Flush, _ admitted: [Int], _ history: ScoreHistory
    ) throws(BasketStoreError) {
        try sendBaskets(flush.partitions, admitted)
        switch history {
        case .all: try sendScores(flush.partitions, admitted)
        case .last: try sendLastScores(flush.partitions, admitted)
        case .none: break
        }
        try sendOutcomes(flush.partitions, admitted)
        try sendFunnel(flush.partitions, admitted)
        try sendQuarantine(flush.partitions, admitted)
        try sendInputs(flush.partitions, admitted)
        try sendCheckpoints(flush.partitions, admitted)
        try sendPartitions(flush.partitions, admitted)
    }

    /// Ends a row, and sends the statement when it carries enough.
    mutating func endRow(
        _ statement: FlushStatement, _ type: RowType
    ) throws(BasketStoreError) {
        rows.endRow()
        guard rows.count >= BatchLimit.rows || rows.byteCount >= BatchLimit.bytes else { return }
        try send(statement)
        rows.start(type)
    }

    /// Sends the rows that are left.
    mutating func finish(_ statement: FlushStatement) throws(BasketStoreError) {
        if rows.count > 0 { try send(statement) }
    }

    private mutating func sendBaskets(
        _ partitions: [PartitionFlush], _ admitted: [Int]
    ) throws(BasketStoreError) {
        rows.start(types.basket)
        for place in admitted {
            let texts = partitions[place].basketTexts.bytes
            for index in partitions[place].baskets.indices {
                rows.beginRow()
                texts.withUnsafeBytes {
                    rows.addBasket(partitions[place].baskets[index], texts: $0)
                }
                rows.addBasketScore(partitions[place], moment: partitions[place].scoreIndex[index])
                try endRow(.upsertBaskets, types.basket)
            }
        }
        try finish(.upsertBaskets)
    }

    private mutating func sendScores(
        _ partitions: [PartitionFlush], _ admitted: [Int]
    ) throws(BasketStoreError) {
        rows.start(types.score)
        for place in admitted {
            for index in partitions[place].effects.moments.indices {
                let start = partitions[place].effects.moments[index].facts.start
                rows.beginRow()
                rows.addScore(partitions[place], index, day: start.day)
                try endRow(.scores, types.score)
            }
        }
        try finish(.scores)
    }

    /// Keeps the last score of each session that ends here: from this flush, else from its row.
    private mutating func sendLastScores(
        _ partitions: [PartitionFlush], _ admitted: [Int]
    ) throws(BasketStoreError) {
        var scored: [(place: Int, moment: Int, day: Int32)] = []
        rows.start(types.score)
        for place in admitted {
            let effects = partitions[place].effects
            guard !effects.outcomes.isEmpty else { continue }
            var last: [SessionKey: Int] = [:]
            for (index, moment) in effects.moments.enumerated() { last[moment.session] = index }
            for outcome in effects.outcomes where outcome.moments > 0 {
                let day = outcome.facts.start.day
                if let moment = last[outcome.session] {
                    scored.append((place, moment, day))
                } else {
                    rows.beginRow()
                    rows.addClosed(outcome.session, day: day)
                    try endRow(.keepLastScores, types.score)
                }
            }
        }
        try finish(.keepLastScores)
        rows.start(types.score)
        for row in scored {
            rows.beginRow()
            rows.addScore(partitions[row.place], row.moment, day: row.day)
            try endRow(.scores, types.score)
        }
        try finish(.scores)
    }

    private mutating func sendOutcomes(
        _ partitions: [PartitionFlush], _ admitted: [Int]
    ) throws(BasketStoreError) {
        var closed: [Int64] = []
        rows.start(types.outcome)
        for place in admitted {
            let texts = partitions[place].effects.texts.bytes
            for outcome in partitions[place].effects.outcomes where outcome.kind != .browsed {
                closed.append(outcome.session.rawValue)
                rows.beginRow()
                texts.withUnsafeBytes { rows.addOutcome(outcome, texts: $0) }
                try endRow(.outcomes, types.outcome)
            }
        }
        try finish(.outcomes)

        rows.startIntegers()
        for key in closed {
            rows.add(key)
            guard rows.count >= BatchLimit.rows else { continue }
            try send(.deleteBaskets)
            rows.startIntegers()
        }
        try finish(.deleteBaskets)
    }
}
