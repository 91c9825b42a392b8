import BasketEvents
import BasketSessions

/// How much one statement of a flush carries. More makes the server slower a row, not faster:
/// measured, 1,000 score rows cost it 1.05 µs each, 4,000 rows 1.5.
private enum BatchLimit {
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
    private mutating func endRow(
        _ statement: FlushStatement, _ type: RowType
    ) throws(BasketStoreError) {
        rows.endRow()
        guard rows.count >= BatchLimit.rows || rows.byteCount >= BatchLimit.bytes else { return }
        try send(statement)
        rows.start(type)
    }

    /// Sends the rows that are left.
    private mutating func finish(_ statement: FlushStatement) throws(BasketStoreError) {
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

    private mutating func sendFunnel(
        _ partitions: [PartitionFlush], _ admitted: [Int]
    ) throws(BasketStoreError) {
        rows.start(types.funnel)
        for place in admitted {
            for day in partitions[place].effects.funnel {
                rows.beginRow()
                rows.addFunnel(day, partition: partitions[place].partition)
                try endRow(.funnel, types.funnel)
            }
        }
        try finish(.funnel)
    }

    private mutating func sendQuarantine(
        _ partitions: [PartitionFlush], _ admitted: [Int]
    ) throws(BasketStoreError) {
        rows.start(types.quarantine)
        for place in admitted {
            let bytes = partitions[place].effects.texts.bytes
            for record in partitions[place].effects.quarantined {
                rows.beginRow()
                bytes.withUnsafeBytes {
                    rows.addQuarantined(
                        record, partition: partitions[place].partition, arena: $0)
                }
                try endRow(.quarantine, types.quarantine)
            }
        }
        try finish(.quarantine)
    }

    private mutating func sendInputs(
        _ partitions: [PartitionFlush], _ admitted: [Int]
    ) throws(BasketStoreError) {
        rows.start(types.input)
        for place in admitted {
            for input in partitions[place].recordedInputs.latestOfEachPlace {
                rows.beginRow()
                rows.addInput(input, partition: partitions[place].partition)
                try endRow(.inputs, types.input)
            }
        }
        try finish(.inputs)
    }

    /// The new checkpoint takes the old one's place: both whole or, with the transaction, neither.
    private mutating func sendCheckpoints(
        _ partitions: [PartitionFlush], _ admitted: [Int]
    ) throws(BasketStoreError) {
        let renewed = admitted.filter { partitions[$0].checkpoint != nil }
        guard !renewed.isEmpty else { return }
        try sendKeys(.dropCheckpoints, renewed.map { Int64(partitions[$0].partition) })
        for place in renewed {
            guard let bytes = partitions[place].checkpoint else { continue }
            let chunks = max(1, (bytes.count + BatchLimit.chunk - 1) / BatchLimit.chunk)
            for chunk in 0..<chunks {
                let start = chunk * BatchLimit.chunk
                let end = min(start + BatchLimit.chunk, bytes.count)
                rows.start(types.checkpoint)
                rows.beginRow()
                rows.int32(partitions[place].partition)
                rows.int64(partitions[place].ledger.nextOffset)
                rows.int32(Int32(chunk))
                rows.int32(Int32(chunks))
                bytes[start..<end].withUnsafeBytes { rows.bytes($0) }
                rows.endRow()
                try send(.checkpoints)
            }
        }
    }

    private mutating func sendPartitions(
        _ partitions: [PartitionFlush], _ admitted: [Int]
    ) throws(BasketStoreError) {
        rows.start(types.partition)
        for place in admitted {
            rows.beginRow()
            rows.addPartition(partitions[place])
            try endRow(.partitions, types.partition)
        }
        try finish(.partitions)
    }
}

extension [RecordedInput] {
    /// Without those that a later one at the same place replaces: one statement cannot write a row
    /// twice.
    fileprivate var latestOfEachPlace: [RecordedInput] {
        guard count > 1 else { return self }
        var latest: [InputPlace: Int] = [:]
        for (index, input) in enumerated() {
            latest[InputPlace(offset: input.offset, ordinal: input.ordinal)] = index
        }
        return latest.values.sorted().map { self[$0] }
    }
}

private struct InputPlace: Hashable {
    let offset: Int64
    let ordinal: Int32
}
