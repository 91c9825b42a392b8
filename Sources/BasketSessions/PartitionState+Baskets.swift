import BasketEvents

/// Open baskets: scored moments, rows as they stand, what they leave when they end.
extension PartitionState {
    /// Something in the basket and no purchase: what is scored and may be offered something.
    func isScorable(_ basket: Int32) -> Bool {
        guard baskets[Int(basket)].purchases == 0 else { return false }
        return baskets[Int(basket)].lines.contains { $0.quantity > 0 }
    }

    mutating func openBasket(_ slot: Int32, _ event: borrowing ShopEvent) {
        let basket = OpenBasket(session: slot, shopperID: Array(event.shopperID.bytes))
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
        baskets[Int(basket)] = OpenBasket(session: -1, shopperID: [])
        freeBaskets.append(basket)
    }

    mutating func touch(_ basket: Int32) {
        guard !baskets[Int(basket)].isTouched else { return }
        baskets[Int(basket)].isTouched = true
        touched.append(basket)
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
        let session = sessions[Int(slot)]
        guard session.hasBasket, isScorable(session.basket) else { return }
        emit(slot, cause, at: EventTime(milliseconds: session.end), offset, into: &effects)
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
        for at in touched where baskets[Int(at)].isTouched {
            baskets[Int(at)].isTouched = false
            let slot = baskets[Int(at)].session
            snapshots.append(
                BasketSnapshot(
                    session: sessions[Int(slot)].key, facts: facts(slot),
                    moments: baskets[Int(at)].moments, isScorable: isScorable(at),
                    texts: self.texts(slot, in: &texts)))
        }
        touched.removeAll(keepingCapacity: true)
    }

    /// What an ended session leaves: its outcome, if it had a basket or was merged away.
    mutating func leave(
        _ slot: Int32, _ kind: OutcomeKind, survivor: SessionKey?, _ offset: Int64,
        into effects: inout Effects
    ) {
        let session = sessions[Int(slot)]
        let orders = session.hasBasket ? baskets[Int(session.basket)].orders : []
        let value = orderValue(orders)
        effects.outcomes.append(
            Outcome(
                session: session.key, kind: kind, survivor: survivor, offset: offset,
                hadBasket: session.hasBasket,
                moments: session.hasBasket ? baskets[Int(session.basket)].moments : 0,
                facts: facts(slot), orderValueMinor: value.minor, orderCurrency: value.currency,
                texts: texts(slot, in: &effects.texts)))
    }

    /// The sum over orders where all are in one currency; else not said.
    private func orderValue(_ orders: [Order]) -> Amount {
        var sum = Amount(minor: -1, currency: .none)
        for order in orders where order.value.said.minor >= 0 {
            let value = order.value.said
            if sum.minor < 0 {
                sum = value
            } else if sum.currency == value.currency {
                sum.minor = sum.minor.addingSaturating(value.minor)
            } else {
                return Amount(minor: -1, currency: .none)
            }
        }
        return sum
    }

    private func texts(_ slot: Int32, in arena: inout TextArena) -> SessionTexts {
        let session = sessions[Int(slot)]
        var texts = SessionTexts()
        texts.device = arena.append(words.words[Int(session.device.said)])
        texts.channel = arena.append(words.words[Int(session.channel.said)])
        texts.country = arena.append(words.words[Int(session.country.said)])
        guard session.hasBasket else { return texts }
        let basket = baskets[Int(session.basket)]
        texts.shopperID = arena.append(basket.shopperID)
        texts.shopSessionID = arena.append(basket.shopSession.said)
        let value = BasketValue(basket.lines)
        if value.currencies > 1 { texts.valuesByCurrency = arena.append(value.json) }
        return texts
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
