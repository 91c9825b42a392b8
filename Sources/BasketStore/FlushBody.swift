import BasketSessions

/// What a flush writes between its locks and its COMMIT, a statement at a time.
///
/// A statement is made when the connection has taken the one before: libpq keeps what it cannot send
/// yet in one buffer, and moves all of it whenever the system takes a piece (a flush handed over
/// whole cost a tenth of the worker's time).
struct FlushBody {
    /// The statements' kinds in the order they are sent.
    enum Stage: CaseIterable {
        case givenUp
        case baskets
        case scores
        case lastScores
        case closedScores
        case outcomes
        case closedBaskets
        case funnel
        case quarantine
        case inputs
        case unfinishedCheckpoints
        case checkpoints
        case olderCheckpoints
        /// Behind everything that may hold rows of who is to be forgotten.
        case patience
        case forget
        case partitions
    }

    /// The partitions that are written, by their places in the flush.
    private let admitted: [Int]
    private var stages: ArraySlice<Stage>
    /// Where the stage under way stands: a partition by its place in `admitted`, and a row of it.
    private var place = 0
    private var row = 0
    /// The rows of that partition in the order they are sent.
    private var order: [Int32] = []

    init(_ admitted: [Int], _ history: ScoreHistory) {
        self.admitted = admitted
        stages = Stage.allCases.filter { $0.isPart(of: history) }[...]
    }

    /// Sends the next statement.
    ///
    /// - Returns: `false` when there is none left.
    mutating func sendNext(
        of flush: borrowing Flush, through pipeline: inout FlushPipeline
    ) throws(BasketStoreError) -> Bool {
        while let stage = stages.first {
            pipeline.start(stage)
            while place < admitted.count {
                if row == 0 { arrange(stage, flush.partitions[admitted[place]]) }
                addRows(stage, flush.partitions[admitted[place]], to: &pipeline)
                if pipeline.isStatementFull { return try send(stage, through: &pipeline) }
                place += 1
                row = 0
            }
            place = 0
            stages.removeFirst()
            if pipeline.rows.count > 0 { return try send(stage, through: &pipeline) }
        }
        return false
    }

    private func send(
        _ stage: Stage, through pipeline: inout FlushPipeline
    ) throws(BasketStoreError) -> Bool {
        try pipeline.send(stage.statement)
        return true
    }

    private mutating func addRows(
        _ stage: Stage, _ part: PartitionFlush, to pipeline: inout FlushPipeline
    ) {
        while row < order.count && !pipeline.isStatementFull {
            pipeline.rows.add(part, Int(order[row]), of: stage)
            row += 1
        }
    }

    /// Decides which rows of a partition are sent, and in which order.
    private mutating func arrange(_ stage: Stage, _ part: PartitionFlush) {
        switch stage {
        case .baskets:
            order.arrange(part.baskets.indices) { part.baskets[$0].session }
        case .outcomes, .closedBaskets:
            order.arrange(part.closed) { part.effects.outcomes[$0].session }
        case .lastScores: order = part.lastMoments.compactMap { $0.moment }
        case .closedScores:
            order = part.lastMoments.compactMap { $0.moment == nil ? $0.outcome : nil }
        case .inputs: order = part.latestInputs
        default: order = (0..<Int32(part.count(of: stage))).map { $0 }
        }
    }
}

extension [Int32] {
    /// Holds the rows in the order of their keys: neighbours in the table are written one after the
    /// other, which costs PostgreSQL a third less than in the order they changed in.
    fileprivate mutating func arrange(
        _ rows: some Sequence<Int>, by key: (Int) -> SessionKey
    ) {
        var keyed = rows.map { (key: key($0).rawValue, row: Int32($0)) }
        keyed.sort { $0.key < $1.key }
        self = keyed.map { $0.row }
    }
}
