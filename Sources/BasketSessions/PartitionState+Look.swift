import BasketEvents

/// A look at what is open, which changes nothing.
extension PartitionState {
    /// Lends the row of every open basket, in order of the sessions' keys.
    ///
    /// - Parameter body: gets the snapshot with the texts it speaks of, which are gone when it returns.
    public func forEachOpenBasket<Failure: Error>(
        _ body: (BasketSnapshot, TextArena) throws(Failure) -> Void
    ) throws(Failure) {
        let slots = sessions.indices.filter { sessions[$0].isOpen && sessions[$0].hasBasket }
            .map { (key: sessions[$0].key, slot: Int32($0)) }.sorted { $0.key < $1.key }
        var texts = TextArena()
        for place in slots {
            texts.removeAll()
            let basket = snapshot(place.slot, &texts)
            try body(basket, texts)
        }
    }

    /// The keys of a shopper's open sessions.
    ///
    /// - Parameter shopper: the hash of the shopper's id.
    public func openSessions(of shopper: StableHash) -> [SessionKey] {
        var keys: [SessionKey] = []
        var slot = index.find(shopper, in: sessions)
        while slot >= 0 {
            keys.append(sessions[Int(slot)].key)
            slot = sessions[Int(slot)].next
        }
        return keys
    }
}
