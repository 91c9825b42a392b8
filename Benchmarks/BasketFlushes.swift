import BasketEvents
import BasketPipeline
import BasketRisk
import BasketSessions
import BasketStore

/// What one worker flushes when 200,000 sessions are open, held in memory.
struct BasketFlushes {
    /// All baskets that were open before.
    let first: PartitionFlush
    /// Baskets that changed since, with their moments and scores, flush by flush.
    private(set) var updates: [PartitionFlush] = []
    let state: PartitionState

    private static let eventsAFlush = 25_000
    private static let count = 24

    init() {
        let fill = RecordedEvents(count: 1_600_000, openSessions: Backlog.openSessions)
        var state = PartitionState(partition: 0, firstOffset: 0, settings: SessionSettings())
        var reader = EventReader()
        var effects = Effects()
        fill.forEach {
            state.take($0, reader: &reader, into: &effects)
            if effects.moments.count > 10_000 { effects.removeAll() }
        }
        var flush = Self.empty
        state.takeTouchedBaskets(into: &flush.baskets, texts: &flush.basketTexts)
        flush.scoreIndex = flush.baskets.map { _ in -1 }
        first = flush

        let more = RecordedEvents(
            count: Self.eventsAFlush * Self.count, openSessions: Backlog.openSessions,
            skip: fill.spans.count)
        let scorer = MomentScorer(model: .shipped)
        var taken = 0
        flush = Self.empty
        var made: [PartitionFlush] = []
        more.forEach(from: Int64(fill.spans.count)) {
            state.take($0, reader: &reader, into: &flush.effects)
            taken += 1
            guard taken % Self.eventsAFlush == 0 else { return }
            scorer.score(flush.effects.moments, into: &flush.scores)
            state.takeTouchedBaskets(into: &flush.baskets, texts: &flush.basketTexts)
            // Only rows of `basket` and of `score` are measured here.
            flush.effects.outcomes = []
            flush.effects.funnel = []
            flush.joinScores()
            made.append(flush)
            flush = Self.empty
        }
        updates = made
        self.state = state
    }

    private static var empty: PartitionFlush {
        PartitionFlush(partition: 0, epoch: 0, number: 0, ledger: Ledger(firstOffset: 0))
    }

    var openBaskets: Int { first.baskets.count }
    var rows: Int { updates.reduce(0) { $0 + $1.baskets.count } }
    var moments: Int { updates.reduce(0) { $0 + $1.effects.moments.count } }
}

extension PartitionFlush {
    /// Finds for each basket its last moment among those of this flush.
    fileprivate mutating func joinScores() {
        var last: [SessionKey: Int32] = [:]
        for (index, moment) in effects.moments.enumerated() {
            last[moment.session] = Int32(index)
        }
        scoreIndex = baskets.map { last[$0.session] ?? -1 }
    }
}
