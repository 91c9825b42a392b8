import BasketEvents

/// Limits of one session and of all of them: whoever never stops, and a flood of strangers, may not
/// fill the memory.
///
/// A session that a limit cuts ends at once, with an outcome as if its time had come; it is counted
/// in ``Ledger/cut`` and marked ``Exclusion/cut``. What its shopper does next is another session.
extension PartitionState {
    /// Whether one more event would make a session too long or too large.
    @inline(__always)
    func isFull(_ slot: Int32, at time: Int64) -> Bool {
        let session = sessions[Int(slot)]
        if max(session.end, time) - min(session.start, time) > settings.longestMilliseconds {
            return true
        }
        var events = Int(session.views) + Int(session.cancels)
        if session.hasBasket {
            let basket = baskets[Int(session.basket)]
            events += Int(basket.adds) + Int(basket.removes)
            events += Int(basket.checkouts) + Int(basket.purchases)
        }
        return events >= settings.mostEvents
    }

    mutating func cut(_ slot: Int32, into effects: inout Effects) {
        ledger.cut += 1
        close(slot, exclusion: .cut, into: &effects)
    }

    /// Makes room for one more session: cuts a sixteenth of them, those whose last events lie back
    /// the longest. All are looked at, so that it is worth its time only for many at once.
    mutating func makeRoom(into effects: inout Effects) {
        guard ledger.sessions.open >= settings.openSessions else { return }
        let open = sessions.indices.filter { sessions[$0].isOpen }
            .map { (end: sessions[$0].end, key: sessions[$0].key, slot: Int32($0)) }
            .sorted { ($0.end, $0.key.rawValue) < ($1.end, $1.key.rawValue) }
        for session in open.prefix(max(1, open.count / 16)) { cut(session.slot, into: &effects) }
    }
}
