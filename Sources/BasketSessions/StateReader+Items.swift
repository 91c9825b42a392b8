import BasketEvents

/// Sessions and remembered shoppers, in the order that StateWriter+Items writes them.
extension StateReader {
    /// A session and, into `remembered`, its ids, the first to arrive first.
    ///
    /// - Parameter remembered: a buffer; what it held goes.
    mutating func session(
        of identity: CheckpointIdentity, _ head: CheckpointHead, remembered: inout Remembered
    ) throws(CheckpointError) -> OpenSession {
        let shopper = try hash()
        try readIDs(into: &remembered)
        let back = try small()
        guard back < head.ledger.nextOffset else { throw .damaged("a session's offset cannot be") }
        let offset = head.ledger.nextOffset - 1 - Int64(back)
        guard offset < 1 << 40 else { throw .damaged("a session's offset cannot be") }
        let end = try time(near: head.watermark.milliseconds)
        let length = try small()
        guard length <= end else { throw .damaged("a session begins before time") }
        var session = OpenSession(
            key: SessionKey(
                generation: identity.generation, partition: identity.partition, offset: offset),
            shopper: shopper, start: end - Int64(length), end: end,
            lastEvent: try oneOf(EventType.self, "an event type"))
        session.views = try small(as: UInt32.self)
        session.productViews = try small(as: UInt32.self)
        session.cancels = try small(as: UInt16.self)
        session.nextSilence = try number()

        let last = session.endMark
        session.lastView = try page(before: last)
        session.previousView = try page(before: last)
        session.device = try word(before: last)
        session.channel = try word(before: last)
        session.country = try word(before: last)
        session.lastCancel = try mark(before: last)
        session.recent = RecentTimes(back: (try distance(), try distance(), try distance()))
        return session
    }

    private mutating func readIDs(into remembered: inout Remembered) throws(CheckpointError) {
        remembered.ids.removeAll(keepingCapacity: true)
        let count = Int(try number(UInt8.self))
        guard count <= SessionLimit.rememberedIDs else {
            throw .damaged("a session remembers too many events")
        }
        remembered.oldest = count == SessionLimit.rememberedIDs ? try number() : 0
        guard Int(remembered.oldest) < SessionLimit.rememberedIDs else {
            throw .damaged("a session remembers events that cannot be")
        }
        for _ in 0..<count { remembered.ids.append(try number()) }
    }

    private mutating func time(near other: Int64) throws(CheckpointError) -> Int64 {
        let time = other &- (try near())
        guard time >= 0, time < SessionSettings.limitMilliseconds else {
            throw .damaged("a time cannot be")
        }
        return time
    }

    private mutating func mark(before end: SessionMark) throws(CheckpointError) -> SessionMark {
        let back = try small()
        guard back <= end.raw else { throw .damaged("something happened before its session") }
        return back == 0 ? .never : SessionMark(raw: end.raw - UInt32(back) + 1)
    }

    private mutating func page(
        before end: SessionMark
    ) throws(CheckpointError) -> Latest<PageKind> {
        let mark = try mark(before: end)
        return Latest(mark, said: try oneOf(PageKind.self, "a page kind"))
    }

    private mutating func word(
        before end: SessionMark
    ) throws(CheckpointError) -> Latest<UInt16> {
        let mark = try mark(before: end)
        return Latest(mark, said: try small(as: UInt16.self))
    }

    private mutating func distance() throws(CheckpointError) -> UInt32 {
        try small(as: UInt32.self) &- 1
    }

    mutating func historyEntry(_ head: CheckpointHead) throws(CheckpointError)
        -> ShopperHistory.Entry
    {
        let shopper = try hash()
        let end = try time(near: head.watermark.milliseconds)
        return ShopperHistory.Entry(
            shopper: shopper, end: end, sessions: try small(as: UInt32.self),
            purchases: try small(as: UInt32.self))
    }
}
