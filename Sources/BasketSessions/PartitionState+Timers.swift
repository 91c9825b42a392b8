import BasketEvents

/// What happens because time passed: silences and closes, in order of due time, then key.
extension PartitionState {
    mutating func fireTimers(into effects: inout Effects) {
        if wheel.isBehind(watermark.milliseconds) {
            wheel.advance(to: watermark.milliseconds, sessions: sessions)
        }
        while let timer = wheel.popDue(by: watermark.milliseconds) {
            let session = sessions[Int(timer.slot)]
            // A timer that was left behind, or whose slot holds another session by now.
            guard session.isOpen, session.key == timer.key, session.scheduled == timer.due else {
                continue
            }
            sessions[Int(timer.slot)].scheduled = .max
            if nextDue(timer.slot) > timer.due {
                reschedule(timer.slot)
            } else if timer.due > session.end + settings.gapMilliseconds {
                close(timer.slot, into: &effects)
            } else {
                passSilence(timer.slot, due: timer.due, into: &effects)
            }
        }
    }

    /// Sees to it that a session is looked at when it is next due. A timer that comes too early is
    /// left alone: it looks again then.
    mutating func reschedule(_ slot: Int32) {
        let due = nextDue(slot)
        guard due < sessions[Int(slot)].scheduled else { return }
        sessions[Int(slot)].scheduled = due
        wheel.schedule(slot, due: due, key: sessions[Int(slot)].key)
    }

    /// The next silence threshold of a basket that is scored, or the close: just past end + gap.
    private func nextDue(_ slot: Int32) -> Int64 {
        let session = sessions[Int(slot)]
        let close = session.end + settings.gapMilliseconds + 1
        guard session.isScorable, Int(session.nextSilence) < settings.silenceMilliseconds.count
        else { return close }
        let threshold = settings.silenceMilliseconds[Int(session.nextSilence)]
        return min(close, session.end + threshold)
    }

    private mutating func passSilence(_ slot: Int32, due: Int64, into effects: inout Effects) {
        willChange(slot)
        sessions[Int(slot)].nextSilence += 1
        emit(
            slot, .silence, at: EventTime(milliseconds: due), ledger.nextOffset - 1, into: &effects)
        touch(slot)
        reschedule(slot)
    }

    /// - Parameter exclusion: why it is no training example, if it is none.
    mutating func close(
        _ slot: Int32, exclusion: Exclusion? = nil, into effects: inout Effects
    ) {
        willChange(slot)
        let session = sessions[Int(slot)]
        let hasPurchase = session.hasBasket && baskets[Int(session.basket)].purchases > 0
        let kind: OutcomeKind =
            hasPurchase ? .purchased : session.hasBasket ? .abandoned : .browsed

        count(kind, session, in: &effects)
        if session.hasBasket {
            leave(
                slot, kind, survivor: nil, ledger.nextOffset - 1,
                exclusion: exclusion ?? self.exclusion(of: session.key),
                into: &effects)
            releaseBasket(session.basket)
        }
        history.add(rule.remembered(session.shopper), end: session.end, purchased: hasPurchase)
        unlink(slot)
    }

    private mutating func count(
        _ kind: OutcomeKind, _ session: OpenSession, in effects: inout Effects
    ) {
        let hadBasket = session.hasBasket
        ledger.sessions.open -= 1
        if hadBasket { ledger.baskets.open -= 1 }
        switch kind {
        case .purchased:
            ledger.sessions.purchased += 1
            ledger.baskets.purchased += 1
        case .abandoned:
            ledger.sessions.abandoned += 1
            ledger.baskets.abandoned += 1
        case .browsed, .merged:
            ledger.sessions.browsed += 1
        }

        let day = Int32(session.start / 86_400_000)
        let at = effects.funnel.lastIndex { $0.day == day } ?? effects.funnel.count
        if at == effects.funnel.count { effects.funnel.append(FunnelDay(day: day)) }
        effects.funnel[at].sessions += 1
        effects.funnel[at].views += Int64(session.views)
        effects.funnel[at].baskets += hadBasket ? 1 : 0
        effects.funnel[at].checkouts +=
            hadBasket && baskets[Int(session.basket)].checkouts > 0 ? 1 : 0
        effects.funnel[at].purchases += kind == .purchased ? 1 : 0
        effects.funnel[at].browsed += kind == .browsed ? 1 : 0
    }
}
