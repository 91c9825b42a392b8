import BasketEvents

/// Open baskets: scored moments, rows as they stand, what they leave when they end.
extension PartitionState {
    mutating func openBasket(_ slot: Int32, _ event: borrowing ShopEvent) {
        let basket = OpenBasket(shopperID: Array(event.shopperID.bytes))
        sessions[Int(slot)].basket = place(basket)
        ledger.baskets.opened += 1
        ledger.baskets.open += 1
    }

    mutating func place(_ basket: OpenBasket) -> Int32 {
        if let free = freeBaskets.popLast() {
            baskets[Int(free)] = basket
            return free
        }
        baskets.append(basket)
        return Int32(baskets.count - 1)
    }

    mutating func releaseBasket(_ basket: Int32) {
        baskets[Int(basket)] = OpenBasket(shopperID: [])
        freeBaskets.append(basket)
    }

    /// Notes in a session what has become of its basket.
    mutating func noteBasket(_ slot: Int32) {
        let isScorable = rule.isScorable(baskets[Int(sessions[Int(slot)].basket)])
        if isScorable {
            sessions[Int(slot)].flags.insert(.isScorable)
        } else {
            sessions[Int(slot)].flags.remove(.isScorable)
        }
    }

    /// Notes that the row of a session's basket is to be written anew.
    @inline(__always)
    mutating func touch(_ slot: Int32) {
        guard !sessions[Int(slot)].flags.contains(.isTouched) else { return }
        sessions[Int(slot)].flags.insert(.isTouched)
        touched.append(slot)
    }

    /// Scores the basket after an event that changed it or its checkout.
    mutating func score(
        _ slot: Int32, after type: EventType, _ offset: Int64, into effects: inout Effects
    ) {
        let cause: MomentCause
        switch type {
        case .addToBasket: cause = .add
        case .removeFromBasket: cause = .remove
        case .checkout: cause = .checkout
        case .cancel: cause = .cancel
        case .view, .purchase: return
        }
        guard sessions[Int(slot)].isScorable else { return }
        let end = EventTime(milliseconds: sessions[Int(slot)].end)
        emit(slot, cause, at: end, offset, into: &effects)
    }

    mutating func emit(
        _ slot: Int32, _ cause: MomentCause, at time: EventTime, _ offset: Int64,
        into effects: inout Effects
    ) {
        let basket = Int(sessions[Int(slot)].basket)
        baskets[basket].moments = baskets[basket].moments.addingSaturating(1)
        effects.moments.append(
            Moment(
                session: sessions[Int(slot)].key, offset: offset,
                ordinal: baskets[basket].moments, cause: cause, time: time, facts: facts(slot)))
    }

    /// Hands over the rows of all baskets that changed since the last call, as they stand.
    public mutating func takeTouchedBaskets(
        into snapshots: inout [BasketSnapshot], texts: inout TextArena
    ) {
        let step = SessionLimit.expectedRecords
        for start in stride(from: 0, to: touched.count, by: step) {
            let slots = touched[start..<min(start + step, touched.count)]
            glanced = glance(at: slots)
            // A slot whose session has ended is no longer touched, or only for another session.
            for slot in slots where sessions[Int(slot)].flags.contains(.isTouched) {
                sessions[Int(slot)].flags.remove(.isTouched)
                snapshots.append(snapshot(slot, &texts))
            }
        }
        touched.removeAll(keepingCapacity: true)
    }

    /// Forgets which baskets have changed: for whoever wants no rows.
    public mutating func forgetTouchedBaskets() {
        for slot in touched { sessions[Int(slot)].flags.remove(.isTouched) }
        touched.removeAll(keepingCapacity: true)
    }

    func snapshot(_ slot: Int32, _ texts: inout TextArena) -> BasketSnapshot {
        let session = sessions[Int(slot)]
        return BasketSnapshot(
            session: session.key, facts: facts(slot),
            moments: baskets[Int(session.basket)].moments, isScorable: session.isScorable,
            texts: self.texts(slot, in: &texts))
    }

    /// What an ended session leaves: its outcome, if it had a basket or was merged away.
    mutating func leave(
        _ slot: Int32, _ kind: OutcomeKind, survivor: SessionKey?, _ offset: Int64,
        exclusion: Exclusion? = nil, into effects: inout Effects
    ) {
        let session = sessions[Int(slot)]
        let value = session.hasBasket ? baskets[Int(session.basket)].orders.value : .notSaid
        effects.outcomes.append(
            Outcome(
                session: session.key, kind: kind, survivor: survivor, offset: offset,
                hadBasket: session.hasBasket, exclusion: exclusion,
                moments: session.hasBasket ? baskets[Int(session.basket)].moments : 0,
                facts: facts(slot), orderValueMinor: value.minor, orderCurrency: value.currency,
                texts: texts(slot, in: &effects.texts)))
    }

    private func texts(_ slot: Int32, in arena: inout TextArena) -> SessionTexts {
        let session = sessions[Int(slot)]
        var texts = SessionTexts()
        texts.device = arena.append(words.words[Int(session.device.said)])
        texts.channel = arena.append(words.words[Int(session.channel.said)])
        texts.country = arena.append(words.words[Int(session.country.said)])
        guard session.hasBasket else { return texts }
        baskets[Int(session.basket)].add(to: &texts, in: &arena)
        return texts
    }
}

extension OpenBasket {
    @inline(__always)
    fileprivate func add(to texts: inout SessionTexts, in arena: inout TextArena) {
        texts.shopperID = arena.append(shopperID)
        texts.shopSessionID = arena.append(shopSession.said)
        let value = BasketValue(lines)
        if value.currencies > 1 { texts.valuesByCurrency = arena.append(value.json) }
    }
}

extension TextArena {
    mutating func append(_ text: [UInt8]) -> TextRange {
        text.withUnsafeBytes { append($0) }
    }
}

extension BasketValue {
    /// `{"EUR":1200,"USD":500}`, in order of currency.
    fileprivate var json: [UInt8] {
        let rows = sums.map { "\"\($0.currency)\":\($0.minor)" }
        return Array("{\(rows.joined(separator: ","))}".utf8)
    }
}
