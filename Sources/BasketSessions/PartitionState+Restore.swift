import BasketEvents

/// The sessions and shoppers of a checkpoint, each checked before it is put in its place.
extension PartitionState {
    mutating func restoreSessions(
        _ reader: inout StateReader, _ mayHoldClosed: Bool
    ) throws(CheckpointError) {
        wheel.startAt(watermark.milliseconds)
        var before = SessionKey(rawValue: -1)
        for _ in 0..<(try reader.count()) {
            let (session, remembered) = try reader.session()
            guard before < session.key, canBeOpen(session),
                mayHoldClosed || session.end + settings.gapMilliseconds >= watermark.milliseconds
            else {
                throw .damaged("a session cannot be")
            }
            before = session.key
            let slot = restore(session, remembered)
            if try reader.flag() {
                sessions[Int(slot)].basket = place(try reader.basket())
                noteBasket(slot)
            }
            reschedule(slot)
        }
        guard sessions.count == ledger.sessions.open, baskets.count == ledger.baskets.open else {
            throw .damaged("its ledger tells of other sessions")
        }
    }

    /// Whether this state could hold the session: ours, and apart from its shopper's others (by how
    /// much hangs on the gap there was when they began).
    private func canBeOpen(_ session: OpenSession) -> Bool {
        let offset = session.key.offset
        guard offset >= ledger.firstOffset, offset < ledger.nextOffset,
            session.key
                == SessionKey(generation: generation, partition: partition, offset: offset)
        else { return false }
        for word in [session.device.said, session.channel.said, session.country.said]
        where Int(word) >= words.words.count {
            return false
        }
        var other = index.find(session.shopper, in: sessions)
        while other >= 0 {
            let there = sessions[Int(other)]
            if session.start <= there.end, there.start <= session.end { return false }
            other = there.next
        }
        return true
    }

    private mutating func restore(
        _ restored: OpenSession, _ remembered: StateReader.Remembered
    ) -> Int32 {
        var session = restored
        for id in remembered.ids { ids.insert(id, into: &session.ids) }
        session.ids.oldest = remembered.oldest
        let slot = place(session)
        link(slot, behind: index.find(session.shopper, in: sessions))
        return slot
    }

    mutating func restoreHistory(_ reader: inout StateReader) throws(CheckpointError) {
        for _ in 0..<(try reader.count()) {
            guard history.restore(try reader.historyEntry()) else {
                throw .damaged("a remembered shopper cannot be")
            }
        }
    }
}
