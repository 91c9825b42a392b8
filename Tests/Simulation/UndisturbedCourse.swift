import BasketEvents
import BasketPipeline
import BasketRisk
import BasketSessions
import BasketStore

/// One partition on its way: its records and recorded inputs, one after the other.
struct UndisturbedCourse {
    let partition: Int32
    let world: SimulatedWorld
    var inputs: ArraySlice<RecordedInput>
    let models: [Int32: RiskModel]
    var state: PartitionState
    /// What comes of it; the earlier ones ended where all baskets were given up, or a shopper was
    /// forgotten.
    private(set) var flushes: [UndisturbedFlush] = []
    var flush: PartitionFlush
    var scorer: MomentScorer?
    var modelVersion: Int32 = 0
    /// By moment of `flush`.
    private var versions: [Int32] = []
    /// The whole checkpoints that are stored, next first.
    private var checkpoints: ArraySlice<SimulatedTables.Checkpoint>
    var problems: [String] = []
    /// The watermark behind the last record, before any tick.
    private(set) var base = EventTime.distantPast
    /// When the last record was appended, in the simulation's microseconds.
    private(set) var lastAppended: Int64 = 0

    init(
        _ row: SimulatedTables.Partition, of partition: Int32, in world: SimulatedWorld
    ) throws {
        let tables = world.database.tables
        self.partition = partition
        self.world = world
        inputs = tables.inputs(of: partition)[...]
        models = world.plan.models.reduce(into: [:]) { $0[$1.version] = $1 }
        flush = PartitionFlush(
            partition: partition, epoch: 0, number: 1,
            ledger: Ledger(firstOffset: row.ledger.firstOffset))
        state = PartitionState(
            partition: partition, firstOffset: row.ledger.firstOffset,
            settings: try SessionSettings(
                encoded: inputs.first { $0.kind == .settings }?.bytes ?? row.settings))
        checkpoints = (tables.checkpoints[partition] ?? []).filter(\.isWhole)[...]
    }

    mutating func run(to next: Int64) throws {
        var reader = EventReader()
        for record in world.partitions[Int(partition)].records where record.offset < next {
            try arrive(at: record.offset)
            // Lost, as it was recorded.
            if record.offset < state.ledger.nextOffset { continue }
            take(record, &reader)
            base = state.watermark
            lastAppended = record.appended
        }
        try arrive(at: next)
        if let left = inputs.first { problems.append("input \(left) lies behind the end") }
        endFlush()
    }

    private mutating func arrive(at offset: Int64) throws {
        while let checkpoint = checkpoints.first, checkpoint.offset <= offset {
            checkpoints.removeFirst()
            try takeInputs(upTo: checkpoint.offset)
            pass(to: checkpoint.offset)
            try compare(checkpoint)
        }
        try takeInputs(upTo: offset)
        pass(to: offset)
    }

    private mutating func take(
        _ record: SimulatedPartition.Record, _ reader: inout EventReader
    ) {
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        (record.key ?? []).withUnsafeBytes { key in
            (record.value ?? []).withUnsafeBytes { value in
                state.take(
                    LogRecord(
                        partition: partition, offset: record.offset,
                        timestampMilliseconds: record.timestamp,
                        key: record.key == nil ? none : key,
                        value: record.value == nil ? none : value),
                    reader: &reader, into: &flush.effects)
            }
        }
        score()
    }

    mutating func pass(to offset: Int64) {
        if offset > state.ledger.nextOffset { state.skip(to: offset, as: .absent) }
    }

    mutating func score() {
        guard flush.scores.logits.count < flush.effects.moments.count else { return }
        if scorer == nil { problems.append("moments before any model was recorded") }
        (scorer ?? MomentScorer(model: .shipped)).score(flush.effects.moments, into: &flush.scores)
        while versions.count < flush.scores.logits.count { versions.append(modelVersion) }
    }

    mutating func takeBaskets() {
        state.takeTouchedBaskets(into: &flush.baskets, texts: &flush.basketTexts)
    }

    /// - Parameter shopper: whose rows go once it is written.
    mutating func endFlush(forgetting shopper: String? = nil) {
        takeBaskets()
        var last: [SessionKey: Int32] = [:]
        for (index, moment) in flush.effects.moments.enumerated() {
            last[moment.session] = Int32(index)
        }
        flush.scoreIndex = flush.baskets.map { last[$0.session] ?? -1 }
        flush.ledger = state.ledger
        flush.watermark = state.watermark
        flushes.append(
            UndisturbedFlush(flush: flush, versions: versions, forgottenShopper: shopper))
        flush.removeAll()
        versions = []
    }
}
