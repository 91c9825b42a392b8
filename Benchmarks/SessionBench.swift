import BasketEvents
import BasketPipeline
import BasketRisk
import BasketSessions
import BasketStore

/// Parse, sessions and score on one core, with 200,000 sessions open.
struct SessionBench {
    func run() {
        let warmUp = RecordedEvents(count: 1_500_000, openSessions: 200_000)
        var state = PartitionState(partition: 0, firstOffset: 0, settings: SessionSettings())
        var reader = EventReader()
        var effects = Effects()
        warmUp.forEach { state.take($0, reader: &reader, into: &effects) }
        effects.removeAll()

        let recorded = RecordedEvents(count: 1_000_000, openSessions: 200_000, skip: 1_500_000)
        let scorer = MomentScorer(model: .shipped)
        var scores = ScoreColumns()
        var moments = 0
        let work = Measure.of {
            recorded.forEach(from: Int64(warmUp.spans.count)) { record in
                state.take(record, reader: &reader, into: &effects)
                guard effects.moments.count >= 4_096 else { return }
                moments += effects.moments.count
                scorer.score(effects.moments, into: &scores)
                effects.removeAll()
                scores.removeAll()
            }
        }
        work.report(
            "parse, sessions, score", count: recorded.spans.count, unit: "events")
        note(
            "\(grouped(Int(state.ledger.sessions.open))) sessions open, "
                + "\(grouped(moments)) moments scored")
        scoreAlone()
    }

    private func scoreAlone() {
        let recorded = RecordedEvents(count: 300_000, openSessions: 20_000)
        var state = PartitionState(partition: 0, firstOffset: 0, settings: SessionSettings())
        var reader = EventReader()
        var effects = Effects()
        recorded.forEach { state.take($0, reader: &reader, into: &effects) }
        let scorer = MomentScorer(model: .shipped)
        var scores = ScoreColumns()
        let work = Measure.of {
            for _ in 0..<10 {
                scores.removeAll()
                scorer.score(effects.moments, into: &scores)
            }
        }
        work.report(
            "score with contributions", count: effects.moments.count * 10, unit: "moments")
    }
}
