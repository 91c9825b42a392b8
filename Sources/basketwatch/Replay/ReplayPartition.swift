import BasketEvents
import BasketPipeline
import BasketSessions
import BasketStore
import KafkaLog

/// One partition run for what it decides alone: the daemon's own sessions and scores, and nothing
/// stored.
struct ReplayPartition {
    private(set) var state: PartitionState
    private let scorer: MomentScorer
    private(set) var effects = Effects()
    private(set) var scores = ScoreColumns()
    /// The rows of the baskets that changed: they name the shopper of each moment.
    private(set) var baskets: [BasketSnapshot] = []
    private(set) var basketTexts = TextArena()
    /// The latest score of each open session that has one.
    private(set) var lastRisks: [SessionKey: Double] = [:]
    private var untold = 0
    /// Records between two looks at the counts, where none is told of by itself.
    private static let batch = 4_096

    init(_ state: PartitionState, scorer: MomentScorer) {
        self.state = state
        self.scorer = scorer
    }

    /// Has the memory that these records will touch fetched ahead.
    mutating func expect(_ records: UnsafeBufferPointer<LogRecord>) { state.expect(records) }

    /// Takes the record that comes next.
    mutating func take(
        _ record: LogRecord, reader: inout EventReader, into output: inout ReplayOutput
    ) {
        guard output.isDetailed else {
            state.take(record, reader: &reader, into: &effects)
            untold += 1
            if untold >= ReplayPartition.batch { count(into: &output) }
            return
        }
        let (before, watermark) = (state.ledger, state.watermark)
        state.take(record, reader: &reader, into: &effects)
        score()
        tell(record, reader.event, since: before, watermark, to: &output)
        tellSessions(to: &output)
        count(into: &output)
    }

    /// Passes over offsets without a record.
    mutating func pass(to offset: Int64, as gap: PartitionState.Gap) {
        if offset > state.ledger.nextOffset { state.skip(to: offset, as: gap) }
    }

    /// Lets event time pass until every session has closed.
    mutating func close(into output: inout ReplayOutput) {
        let settings = state.settings
        let end =
            state.watermark.milliseconds + settings.disorderMilliseconds
            + settings.gapMilliseconds + 1
        state.advance(to: EventTime(milliseconds: end), into: &effects)
        score()
        if output.isDetailed { tellSessions(to: &output) }
        count(into: &output)
    }

    /// Adds what has come since the last call to the counts.
    mutating func count(into output: inout ReplayOutput) {
        untold = 0
        scorer.score(effects.moments, into: &scores)
        state.forgetTouchedBaskets()
        output.count(effects, scores, in: state.partition, &lastRisks)
        effects.removeAll()
        scores.removeAll()
        baskets.removeAll(keepingCapacity: true)
        basketTexts.removeAll()
    }

    /// Scores what has no score yet, and takes the rows of what changed.
    private mutating func score() {
        scorer.score(effects.moments, into: &scores)
        state.takeTouchedBaskets(into: &baskets, texts: &basketTexts)
    }
}
