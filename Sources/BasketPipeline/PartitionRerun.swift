import BasketEvents
import BasketRisk
import BasketSessions
import BasketStore

/// One partition run once more from a place of its past: its records, and its recorded inputs at their
/// places among them, through the daemon's own sessions and scores. What that leads to is gathered as
/// what a flush would send.
///
/// For each record, in order: ``prepare(for:)``, then ``take(_:)``; at the end ``prepare(for:)`` the
/// offset where it is to end. After a `prepare` all that came before that offset is there.
public struct PartitionRerun: ~Copyable {
    /// What is run again, and from what it starts.
    public struct Course {
        /// As it was before the first of the inputs.
        public var state: PartitionState
        /// In order.
        public var inputs: InputPages
        /// The model in force at the start; `nil`: none yet, or none that is known.
        public var model: RiskModel?
        /// Finds a model by its version; `nil`: it is not known, so there are no scores from there on.
        public var findModel: (Int32) throws -> RiskModel?
        /// Whether offsets without a record mean a loss: they are booked as absent otherwise.
        public var isEmbedded: Bool
        /// Whether the rows of open baskets are gathered too.
        public var keepsBaskets: Bool

        public init(
            state: PartitionState, inputs: InputPages, model: RiskModel?, isEmbedded: Bool,
            keepsBaskets: Bool, findModel: @escaping (Int32) throws -> RiskModel?
        ) {
            self.state = state
            self.inputs = inputs
            self.model = model
            self.isEmbedded = isEmbedded
            self.keepsBaskets = keepsBaskets
            self.findModel = findModel
        }
    }

    /// The log holds no record at these offsets any more, and no loss was recorded.
    public struct Gap: Error, Hashable {
        public let from: Int64
        public let to: Int64
    }

    public private(set) var state: PartitionState
    private var reader = EventReader()
    private var inputs: InputPages
    private var scorer: MomentScorer?
    private let course: Course
    private var flush: PartitionFlush
    /// What came before, made under other settings or by another model.
    private var earlier: [PartitionFlush] = []

    public init(_ course: Course) {
        self.course = course
        state = course.state
        inputs = course.inputs
        scorer = course.model.map { MomentScorer(model: $0) }
        flush = PartitionFlush(
            partition: course.state.partition, epoch: 0, number: 0, ledger: course.state.ledger)
    }

    public var nextOffset: Int64 { state.ledger.nextOffset }

    /// The hash of the shopper whom the last record that could be used was of.
    var shopper: StableHash { StableHash(reader.event.shopperID.bytes) }

    /// Rows gathered since they were taken last.
    public var waitingRows: Int {
        earlier.reduce(PartitionRerun.rows(of: flush)) { $0 + PartitionRerun.rows(of: $1) }
    }

    private static func rows(of flush: borrowing PartitionFlush) -> Int {
        let effects = flush.effects
        // Their bytes too: quarantined records may be large.
        return effects.moments.count + effects.outcomes.count + effects.quarantined.count
            + effects.texts.bytes.count / 1_024
    }

    /// Has the memory fetched ahead that these records will touch.
    public mutating func expect(_ records: UnsafeBufferPointer<LogRecord>) {
        state.expect(records)
    }

    /// Applies the inputs that came before the record at `offset`, and passes over offsets without a
    /// record up to it.
    ///
    /// - Throws: ``Gap`` on the embedded broker, whose log has none but where records are lost.
    public mutating func prepare(for offset: Int64) throws {
        while let input = try inputs.next(upTo: offset) {
            try pass(to: input.offset)
            try apply(input)
        }
        try pass(to: offset)
    }

    /// Takes the record that comes next.
    public mutating func take(_ record: LogRecord) {
        state.take(record, reader: &reader, into: &flush.effects)
    }

    private mutating func pass(to offset: Int64) throws {
        guard offset > nextOffset else { return }
        guard !course.isEmbedded else { throw Gap(from: nextOffset, to: offset) }
        state.skip(to: offset, as: .absent)
    }

    private mutating func apply(_ input: RecordedInput) throws {
        if input.kind == .model {
            closeFlush()
            scorer = try course.findModel(Int32(truncatingIfNeeded: input.value))
                .map { MomentScorer(model: $0) }
        }
        guard let change = try input.change() else { return }
        if case .settings(let settings) = change {
            closeFlush()
            flush.settings = settings.encoded
        }
        if case .forget = change { closeFlush() }
        try state.take(change, into: &flush.effects)
    }

    /// Ends the flush that grows: what comes is made in another way.
    private mutating func closeFlush() {
        finishFlush()
        guard PartitionRerun.rows(of: flush) > 0 || !flush.baskets.isEmpty || flush.settings != nil
        else { return }
        earlier.append(flush)
        flush.removeAll()
    }

    private mutating func finishFlush() {
        scorer?.score(flush.effects.moments, into: &flush.scores)
        if course.keepsBaskets {
            state.takeTouchedBaskets(into: &flush.baskets, texts: &flush.basketTexts)
            flush.joinScores()
        } else {
            state.forgetTouchedBaskets()
        }
        flush.note(state)
    }

    /// Hands over what has been gathered, in order: one flush, or more where the model or the settings
    /// have changed. One without a known model has moments and no scores.
    public mutating func takeFlushes() -> [PartitionFlush] {
        finishFlush()
        let flushes = earlier + [flush]
        earlier.removeAll()
        flush.removeAll()
        return flushes
    }
}
