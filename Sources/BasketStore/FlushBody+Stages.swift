import BasketEvents
import BasketSessions

/// How much one statement of a flush carries. More makes the server slower a row, not faster:
/// measured, 1,000 score rows cost it 1.05 µs each, 4,000 rows 1.5.
enum BatchLimit {
    static let rows: Int32 = 1_000
    static let bytes = 4 << 20
}

extension FlushPipeline {
    /// Whether the statement being made carries as much as one should.
    var isStatementFull: Bool {
        rows.count >= BatchLimit.rows || rows.byteCount >= BatchLimit.bytes
    }

    /// Begins a statement's parameter anew.
    mutating func start(_ stage: FlushBody.Stage) {
        switch stage {
        case .baskets: rows.start(types.basket)
        case .scores, .lastScores, .closedScores: rows.start(types.score)
        case .outcomes: rows.start(types.outcome)
        case .closedBaskets, .givenUp, .patience: rows.startIntegers()
        case .forget: rows.start(types.forget)
        case .funnel: rows.start(types.funnel)
        case .quarantine: rows.start(types.quarantine)
        case .inputs: rows.start(types.input)
        case .unfinishedCheckpoints, .checkpoints, .olderCheckpoints:
            rows.start(types.checkpoint)
        case .partitions: rows.start(types.partition)
        }
    }
}

extension FlushBody.Stage {
    var statement: FlushStatement {
        switch self {
        case .givenUp: .giveUpBaskets
        case .baskets: .upsertBaskets
        case .scores, .lastScores: .scores
        case .closedScores: .keepLastScores
        case .outcomes: .outcomes
        case .closedBaskets: .deleteBaskets
        case .funnel: .funnel
        case .quarantine: .quarantine
        case .inputs: .inputs
        case .unfinishedCheckpoints: .dropUnfinished
        case .checkpoints: .checkpoints
        case .olderCheckpoints: .dropOlder
        case .patience: .patience
        case .forget: .forget
        case .partitions: .partitions
        }
    }

    func isPart(of history: ScoreHistory) -> Bool {
        switch self {
        case .scores: history == .all
        case .lastScores, .closedScores: history == .last
        default: true
        }
    }
}

extension RowArray {
    /// Adds a row of what a partition has for a stage.
    mutating func add(_ part: PartitionFlush, _ row: Int, of stage: FlushBody.Stage) {
        switch stage {
        case .closedBaskets: add(part.effects.outcomes[row].session.rawValue)
        case .givenUp, .patience: add(Int64(part.partition))
        default:
            beginRow()
            addColumns(part, row, of: stage)
            endRow()
        }
    }

    private mutating func addColumns(
        _ part: PartitionFlush, _ row: Int, of stage: FlushBody.Stage
    ) {
        switch stage {
        case .baskets:
            part.basketTexts.bytes.withUnsafeBytes { addBasket(part.baskets[row], texts: $0) }
            addBasketScore(part, moment: part.scoreIndex[row])
        case .scores, .lastScores:
            addScore(part, row, day: part.effects.moments[row].facts.start.day)
        case .closedScores:
            let outcome = part.effects.outcomes[row]
            addClosed(outcome.session, day: outcome.facts.start.day)
        case .outcomes:
            part.effects.texts.bytes.withUnsafeBytes {
                addOutcome(part.effects.outcomes[row], texts: $0)
            }
        case .funnel: addFunnel(part.effects.funnel[row], partition: part.partition)
        case .quarantine:
            part.effects.texts.bytes.withUnsafeBytes {
                addQuarantined(
                    part.effects.quarantined[row], partition: part.partition, arena: $0)
            }
        case .inputs: addInput(part.recordedInputs[row], partition: part.partition)
        case .unfinishedCheckpoints: addChunk(part, part.chunks.first, withBytes: false)
        case .checkpoints: addChunk(part, part.chunks[row], withBytes: true)
        case .olderCheckpoints: addChunk(part, part.chunks.last, withBytes: false)
        case .forget:
            int64(part.forgetRequests[row])
            int32(part.partition)
            int64(part.ledger.nextOffset)
        case .partitions: addPartition(part)
        case .closedBaskets, .givenUp, .patience: break
        }
    }

    /// A chunk, or only whose it is.
    private mutating func addChunk(
        _ part: PartitionFlush, _ chunk: CheckpointChunk?, withBytes: Bool
    ) {
        guard let chunk else { return }
        int32(part.partition)
        int64(chunk.offset)
        int32(chunk.index)
        int32(chunk.isLast ? chunk.index + 1 : 0)
        (withBytes ? chunk.bytes : []).withUnsafeBytes { bytes($0) }
        day(chunk.watermark.day)
        int32(part.chunksOrdinal)
    }
}
