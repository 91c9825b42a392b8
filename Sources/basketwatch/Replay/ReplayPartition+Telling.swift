import BasketEvents
import BasketSessions

/// What is told of each record.
extension ReplayPartition {
    func tell(
        _ record: LogRecord, _ event: ShopEvent, since before: Ledger, _ watermark: EventTime,
        to output: inout ReplayOutput
    ) {
        let place = output.place(state.partition, record.offset)
        if let refused = effects.quarantined.first, refused.reason != .late {
            let detail = ReplayDecision.Detail.quarantined(refused.reason, sizeBytes: refused.size)
            let key = refused.key.count > 0 ? effects.texts.string(refused.key) : nil
            output.tell(.init(place: place, time: nil, shopper: key, detail: detail))
            return
        }
        func tell(_ detail: ReplayDecision.Detail) {
            output.tell(
                .init(
                    place: place, time: event.time, shopper: event.shopperID.description,
                    detail: detail))
        }
        if !effects.quarantined.isEmpty {
            let behind = watermark.milliseconds - event.time.milliseconds
            return tell(.late(ReplayEvent(event), behindMilliseconds: behind))
        }
        if state.ledger.duplicate > before.duplicate { return tell(.duplicate(ReplayEvent(event))) }
        if state.ledger.clamped > before.clamped {
            let written = record.timestampMilliseconds ?? 0
            let latest = EventTime(milliseconds: written + state.settings.aheadMilliseconds)
            tell(.clamped(ReplayEvent(event), to: latest))
        }
        if state.ledger.sessions.opened > before.sessions.opened {
            tell(
                .opened(
                    SessionKey(
                        generation: state.generation, partition: state.partition,
                        offset: record.offset)))
        }
    }

    /// Merges, the record's own moment, then what time has brought, in the order in which it is due.
    func tellSessions(to output: inout ReplayOutput) {
        var moments = effects.moments.indices[...]
        var outcomes = effects.outcomes[...]
        while outcomes.first?.kind == .merged { tell(outcomes.removeFirst(), to: &output) }
        if let first = moments.first, effects.moments[first].cause != .silence {
            tell(moment: moments.removeFirst(), to: &output)
        }
        while let next = moments.first {
            guard let outcome = outcomes.first, isDue(outcome, before: effects.moments[next]) else {
                tell(moment: moments.removeFirst(), to: &output)
                continue
            }
            tell(outcomes.removeFirst(), to: &output)
        }
        for outcome in outcomes { tell(outcome, to: &output) }
    }

    private func isDue(_ outcome: Outcome, before moment: Moment) -> Bool {
        (closing(outcome).milliseconds, outcome.session.rawValue)
            < (moment.time.milliseconds, moment.session.rawValue)
    }

    private func closing(_ outcome: Outcome) -> EventTime {
        EventTime(
            milliseconds: outcome.facts.end.milliseconds + state.settings.gapMilliseconds + 1)
    }

    private func tell(_ outcome: Outcome, to output: inout ReplayOutput) {
        let survivor = outcome.survivor.map { output.place(state.partition, $0.offset) }
        // In the same breath it may have been scored for the last time.
        let index = effects.moments.lastIndex { $0.session == outcome.session }
        let end = ReplayEnd(
            outcome: outcome, survivor: survivor,
            lastRisk: index.map { scores.risks[$0] } ?? lastRisks[outcome.session],
            texts: ReplayTexts(outcome.texts, in: effects.texts))
        output.tell(
            ReplayDecision(
                place: output.place(state.partition, outcome.offset),
                time: outcome.kind == .merged ? outcome.facts.end : closing(outcome),
                shopper: effects.texts.string(outcome.texts.shopperID), detail: .ended(end)))
    }

    private func tell(moment index: Int, to output: inout ReplayOutput) {
        let moment = effects.moments[index]
        let (shopper, texts) = person(of: moment.session)
        guard output.wants(.scores, of: shopper) else { return }
        let first = index * scores.featureCount
        let reasons = ReplayReasons(moment: moment, texts: texts)
            .texts(scores.contributions[first..<first + scores.featureCount])
        let score = ReplayScore(
            moment: moment,
            score: .init(logit: scores.logits[index], risk: scores.risks[index]),
            modelVersion: scores.modelVersion, reasons: reasons)
        output.tell(
            ReplayDecision(
                place: output.place(state.partition, moment.offset), time: moment.time,
                shopper: shopper, detail: .scored(score)))
    }

    /// Whose session a moment is of: its basket has changed with it, or it has ended since.
    private func person(of session: SessionKey) -> (shopper: String, texts: ReplayTexts) {
        if let basket = baskets.last(where: { $0.session == session }) {
            return (
                basketTexts.string(basket.texts.shopperID),
                ReplayTexts(basket.texts, in: basketTexts)
            )
        }
        guard let outcome = effects.outcomes.last(where: { $0.session == session }) else {
            preconditionFailure("A scored basket is touched, or has ended.")
        }
        return (
            effects.texts.string(outcome.texts.shopperID),
            ReplayTexts(outcome.texts, in: effects.texts)
        )
    }
}
