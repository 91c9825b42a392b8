import BasketEvents

/// One good event: late, a duplicate, or applied to a session.
extension PartitionState {
    mutating func apply(
        _ event: borrowing ShopEvent, _ record: LogRecord, into effects: inout Effects
    ) {
        var time = event.time.milliseconds
        var isClamped = false
        if let written = record.timestampMilliseconds {
            isClamped = time > written + settings.aheadMilliseconds
            time = min(time, written + settings.aheadMilliseconds)
        }
        let shopper = StableHash(event.shopperID.bytes)
        let first = index.find(shopper, in: sessions)
        let near = neighbours(of: time, from: first)

        // It joins no open session, and one of its own would close at once.
        if near.isEmpty, time + settings.gapMilliseconds < watermark.milliseconds {
            ledger.late += 1
            keep(record, .late, into: &effects)
            return
        }
        let id = StableHash(event.id.bytes).low
        if isRemembered(id, from: first) {
            ledger.duplicate += 1
            return
        }

        ledger.applied &+= 1
        if isClamped { ledger.clamped += 1 }
        var slot = near.first
        if slot < 0 {
            slot = open(shopper, event, at: time, record.offset, first: first)
        } else if near.second >= 0 {
            slot = merge(near.first, near.second, at: record.offset, into: &effects)
        }
        ids.insert(id, into: &sessions[Int(slot)].ids)
        if !near.isEmpty { sessions[Int(slot)].extend(to: time, event.type) }
        take(event, at: time, in: slot)
        score(slot, after: event.type, record.offset, into: &effects)
        reschedule(slot)

        let passed = time - settings.disorderMilliseconds
        if passed > watermark.milliseconds { watermark = EventTime(milliseconds: passed) }
        fireTimers(into: &effects)
    }

    /// The open sessions that an event joins: one before it and one after it at most, since the
    /// sessions of one shopper lie more than the gap apart.
    private struct Neighbours {
        var first: Int32 = -1
        var second: Int32 = -1

        var isEmpty: Bool { first < 0 }
    }

    @inline(__always)
    private func neighbours(of time: Int64, from head: Int32) -> Neighbours {
        var found = Neighbours()
        var slot = head
        while slot >= 0 {
            let start = sessions[Int(slot)].start
            let end = sessions[Int(slot)].end
            if time >= start - settings.gapMilliseconds, time <= end + settings.gapMilliseconds {
                if found.first < 0 { found.first = slot } else { found.second = slot }
            }
            slot = sessions[Int(slot)].next
        }
        return found
    }

    @inline(__always)
    private func isRemembered(_ id: UInt64, from head: Int32) -> Bool {
        var slot = head
        while slot >= 0 {
            if ids.contains(id, in: sessions[Int(slot)].ids) { return true }
            slot = sessions[Int(slot)].next
        }
        return false
    }

    private mutating func open(
        _ shopper: StableHash, _ event: borrowing ShopEvent, at time: Int64, _ offset: Int64,
        first: Int32
    ) -> Int32 {
        let key = SessionKey(generation: generation, partition: partition, offset: offset)
        let session = OpenSession(key: key, shopper: shopper, time: time, lastEvent: event.type)
        let slot = place(session)
        if first < 0 {
            index.insert(shopper, slot: slot, in: sessions)
        } else {
            sessions[Int(slot)].next = sessions[Int(first)].next
            sessions[Int(first)].next = slot
        }
        ledger.sessions.opened += 1
        ledger.sessions.open += 1
        return slot
    }

    /// Gives a session a slot.
    mutating func place(_ session: OpenSession) -> Int32 {
        if let slot = freeSessions.popLast() {
            sessions[Int(slot)] = session
            return slot
        }
        precondition(
            sessions.count < SessionLimit.openSessions,
            "A partition holds at most \(SessionLimit.openSessions) open sessions: add partitions.")
        sessions.append(session)
        return Int32(sessions.count - 1)
    }

    /// Takes an event into its session and, where it concerns one, its basket.
    private mutating func take(_ event: borrowing ShopEvent, at time: Int64, in slot: Int32) {
        let at = Int(slot)
        let offset = sessions[at].offset(of: time)

        remember(event.device, offset, in: \.device, of: at)
        remember(event.channel, offset, in: \.channel, of: at)
        remember(event.country, offset, in: \.country, of: at)
        switch event.type {
        case .view:
            sessions[at].views = sessions[at].views.addingSaturating(1)
            if event.productID.isPresent {
                sessions[at].productViews = sessions[at].productViews.addingSaturating(1)
            }
            let kind = PageKind(page: event.page, isProduct: event.productID.isPresent)
            sessions[at].see(Latest(offset: offset, said: kind))
        case .cancel:
            sessions[at].cancels = UInt16(clamping: UInt32(sessions[at].cancels) + 1)
            sessions[at].lastCancel = max(sessions[at].lastCancel, offset)
        case .addToBasket, .removeFromBasket, .checkout, .purchase:
            if !sessions[at].hasBasket { openBasket(slot, event) }
            baskets[Int(sessions[at].basket)].take(event, at: time)
        }
        if sessions[at].hasBasket { touch(sessions[at].basket) }
    }

    @inline(__always)
    private mutating func remember(
        _ text: BorrowedText, _ offset: Int32,
        in place: WritableKeyPath<OpenSession, Latest<UInt16>>, of at: Int
    ) {
        guard text.count > 0 else { return }
        let said = Latest(offset: offset, said: words.number(of: text))
        sessions[at][keyPath: place].take(said, order: words.hash)
    }
}
