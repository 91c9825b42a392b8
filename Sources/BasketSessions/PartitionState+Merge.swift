import BasketEvents

/// Two sessions that an event in between has joined become one.
extension PartitionState {
    /// - Parameter event: the one in between, still to be taken in.
    /// - Returns: the slot of the survivor: the one with the lower key.
    mutating func merge(
        _ left: Int32, _ right: Int32, _ event: borrowing ShopEvent, _ offset: Int64,
        into effects: inout Effects
    ) -> Int32 {
        let isLeftOlder = sessions[Int(left)].key < sessions[Int(right)].key
        let (survivor, absorbed) = isLeftOlder ? (left, right) : (right, left)

        willChange(survivor)
        willChange(absorbed)
        leave(absorbed, .merged, survivor: sessions[Int(survivor)].key, offset, into: &effects)
        effects.nameShopper(event.shopperID)
        ledger.sessions.merged += 1
        ledger.sessions.open -= 1

        sessions[Int(survivor)].absorb(sessions[Int(absorbed)], words: words)
        for id in ids.ids(of: sessions[Int(absorbed)].ids) {
            ids.insert(id, into: &sessions[Int(survivor)].ids)
        }
        mergeBaskets(survivor, absorbed)
        unlink(absorbed)
        return survivor
    }

    private mutating func mergeBaskets(_ survivor: Int32, _ absorbed: Int32) {
        let theirs = sessions[Int(absorbed)].basket
        guard theirs >= 0 else { return }
        let ours = sessions[Int(survivor)].basket
        if ours >= 0 {
            baskets[Int(ours)].absorb(baskets[Int(theirs)])
            ledger.baskets.merged += 1
            ledger.baskets.open -= 1
            releaseBasket(theirs)
        } else {
            // The survivor takes the basket over: it is still the one basket that was opened.
            sessions[Int(survivor)].basket = theirs
        }
        noteBasket(survivor)
        sessions[Int(absorbed)].basket = -1
    }

    /// Takes a session out of its shopper's chain and frees its slot.
    mutating func unlink(_ slot: Int32) {
        let shopper = sessions[Int(slot)].shopper
        let next = sessions[Int(slot)].next
        var before = index.find(shopper, in: sessions)
        if before == slot {
            if next >= 0 {
                index.replace(shopper, slot: next, in: sessions)
            } else {
                index.remove(shopper, in: sessions)
            }
        } else {
            while sessions[Int(before)].next != slot { before = sessions[Int(before)].next }
            sessions[Int(before)].next = next
        }
        ids.remove(&sessions[Int(slot)].ids)
        sessions[Int(slot)].flags = []
        freeSessions.append(slot)
    }
}

extension Effects {
    /// Names the shopper of the outcome just added, where it could not say: a session without a
    /// basket keeps no id.
    fileprivate mutating func nameShopper(_ shopperID: BorrowedText) {
        guard let outcome = outcomes.last, outcome.texts.shopperID == .none else { return }
        outcomes[outcomes.count - 1].texts.shopperID = texts.append(shopperID.bytes)
    }
}
