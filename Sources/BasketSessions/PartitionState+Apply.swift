import BasketEvents

/// One good event: late, a duplicate, or applied to a session.
extension PartitionState {
    mutating func apply(
        _ event: borrowing ShopEvent, _ record: LogRecord, into effects: inout Effects
    ) {
        let latest = latestTime(of: record)
        let isClamped = event.time.milliseconds > latest
        let time = min(event.time.milliseconds, latest)
        let shopper = rule.owner(of: event)
        let first = index.find(shopper, in: sessions)
        var near = neighbours(of: time, from: first)

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
        while near.second >= 0 {
            _ = merge(near.first, near.second, event, record.offset, into: &effects)
            near = neighbours(of: time, from: index.find(shopper, in: sessions))
        }
        if !near.isEmpty, isFull(near.first, at: time) {
            cut(near.first, into: &effects)
            near = Neighbours()
        }
        let isFirst = near.isEmpty
        if isFirst { makeRoom(into: &effects) }
        let slot =
            isFirst
            ? open(
                shopper, event, at: time, record.offset, first: index.find(shopper, in: sessions))
            : near.first
        if !isFirst { willChange(slot) }
        ids.insert(id, into: &sessions[Int(slot)].ids)
        if !isFirst { sessions[Int(slot)].extend(to: time, event.type) }
        take(event, at: time, in: slot)
        score(slot, after: event.type, record.offset, into: &effects)
        reschedule(slot)

        let passed = time - settings.disorderMilliseconds
        if passed > watermark.milliseconds { watermark = EventTime(milliseconds: passed) }
        fireTimers(into: &effects)
    }

    /// The latest time that an event may claim in this record.
    ///
    /// A timestamp outside the years that an event may lie in (0 where a client forgot it) says
    /// nothing: taken for a time, it would close or keep everybody's sessions.
    @inline(__always)
    private func latestTime(of record: LogRecord) -> Int64 {
        guard let written = record.timestampMilliseconds,
            EventLimits.timeMilliseconds.contains(written)
        else { return .max }
        return written + settings.aheadMilliseconds
    }

    /// The open sessions that an event joins: one before it and one after it at most, since the
    /// sessions of one shopper lie more than the gap apart. Only where the gap has grown there may be
    /// more: then the two with the lowest keys, whatever order they are found in.
    private struct Neighbours {
        var first: Int32 = -1
        var second: Int32 = -1

        var isEmpty: Bool { first < 0 }

        @inline(__always)
        mutating func add(_ slot: Int32, _ sessions: [OpenSession]) {
            if first < 0 {
                first = slot
            } else if second < 0 {
                second = slot
            } else {
                let keys = [first, second, slot].sorted {
                    sessions[Int($0)].key < sessions[Int($1)].key
                }
                (first, second) = (keys[0], keys[1])
            }
        }
    }

    @inline(__always)
    private func neighbours(of time: Int64, from head: Int32) -> Neighbours {
        var found = Neighbours()
        var slot = head
        while slot >= 0 {
            let start = sessions[Int(slot)].start
            let end = sessions[Int(slot)].end
            if time >= start - settings.gapMilliseconds, time <= end + settings.gapMilliseconds {
                found.add(slot, sessions)
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
        link(slot, behind: first)
        ledger.sessions.opened += 1
        ledger.sessions.open += 1
        return slot
    }

    /// Gives a session a slot.
    mutating func place(_ session: OpenSession) -> Int32 {
        if let slot = freeSessions.popLast() {
            willChange(slot)
            sessions[Int(slot)] = session
            return slot
        }
        precondition(
            sessions.count < SessionLimit.openSessions,
            "A partition holds at most \(SessionLimit.openSessions) open sessions: add partitions.")
        sessions.append(session)
        return Int32(sessions.count - 1)
    }

    /// Puts a session into its shopper's chain; `first` heads it, -1: there is none yet.
    mutating func link(_ slot: Int32, behind first: Int32) {
        if first < 0 {
            index.insert(sessions[Int(slot)].shopper, slot: slot, in: sessions)
        } else {
            sessions[Int(slot)].next = sessions[Int(first)].next
            sessions[Int(first)].next = slot
        }
    }

    /// Takes an event into its session and, where it concerns one, its basket.
    @inline(__always)
    private mutating func take(_ event: borrowing ShopEvent, at time: Int64, in slot: Int32) {
        let at = Int(slot)
        let context = words.numbers(of: event)
        sessions[at].take(event, at: time, context, words: words)
        switch event.type {
        case .view, .cancel:
            guard sessions[at].hasBasket else { return }
        case .addToBasket, .removeFromBasket, .checkout, .purchase:
            if !sessions[at].hasBasket { openBasket(slot, event) }
            baskets[Int(sessions[at].basket)].take(event, at: time)
            noteBasket(slot)
        }
        touch(slot)
    }
}
