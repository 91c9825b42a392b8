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
        case .closedBaskets, .oldCheckpoints, .givenUp, .patience: rows.startIntegers()
        case .forget: rows.start(types.forget)
        case .funnel: rows.start(types.funnel)
        case .quarantine: rows.start(types.quarantine)
        case .inputs: rows.start(types.input)
        case .checkpoints: rows.start(types.checkpoint)
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
        case .oldCheckpoints: .dropCheckpoints
        case .checkpoints: .checkpoints
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
        case .oldCheckpoints, .givenUp, .patience: add(Int64(part.partition))
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
        case .checkpoints: addCheckpoint(part, chunk: row)
        case .forget:
            int64(part.forgetRequests[row])
            int32(part.partition)
            int64(part.ledger.nextOffset)
        case .partitions: addPartition(part)
        case .closedBaskets, .oldCheckpoints, .givenUp, .patience: break
        }
    }

    private mutating func addCheckpoint(_ part: PartitionFlush, chunk: Int) {
        guard let bytes = part.checkpoint else { return }
        let start = chunk * BatchLimit.chunk
        let end = min(start + BatchLimit.chunk, bytes.count)
        int32(part.partition)
        int64(part.ledger.nextOffset)
        int32(Int32(chunk))
        int32(Int32(part.count(of: .checkpoints)))
        bytes[start..<end].withUnsafeBytes { self.bytes($0) }
    }
}
