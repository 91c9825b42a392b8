import BasketEvents

/// The parts of a state as format 1 held them, field by field, each number in all its bytes.
extension StateReader {
    mutating func ledger() throws(CheckpointError) -> Ledger {
        var ledger = Ledger(firstOffset: try tally())
        ledger.nextOffset = try tally()
        ledger.read = try tally()
        ledger.absent = try tally()
        ledger.lost = try tally()
        ledger.applied = try tally()
        ledger.duplicate = try tally()
        ledger.late = try tally()
        ledger.quarantined = try tally()
        ledger.clamped = try tally()
        ledger.keyless = try tally()
        ledger.sessions = try counts()
        ledger.baskets = try counts()
        guard ledger.nextOffset <= SessionKey.offsets else {
            throw .damaged("its offset cannot be")
        }
        guard ledger.differences.isEmpty else { throw .damaged("its ledger does not balance") }
        return ledger
    }

    private mutating func counts() throws(CheckpointError) -> SessionCounts {
        var counts = SessionCounts()
        counts.opened = try tally()
        counts.open = try tally()
        counts.purchased = try tally()
        counts.abandoned = try tally()
        counts.browsed = try tally()
        counts.merged = try tally()
        counts.forgotten = try tally()
        counts.lost = try tally()
        return counts
    }

    /// A count that can be added up with others and counted on.
    private mutating func tally() throws(CheckpointError) -> Int64 {
        let count: Int64 = try number()
        guard count >= 0, count < 1 << 56 else { throw .damaged("a count cannot be") }
        return count
    }

    /// A session's ids, the last place first, and which place the next one takes once they are full.
    struct Remembered {
        var ids: [UInt64] = []
        var oldest: UInt8 = 0
    }

    mutating func session() throws(CheckpointError) -> (OpenSession, Remembered) {
        let key = SessionKey(rawValue: try number())
        let shopper = try hash()
        let start = try time()
        let end = try time()
        guard start <= end else { throw .damaged("a session ends before it starts") }
        var session = OpenSession(
            key: key, shopper: shopper, start: start, end: end,
            lastEvent: try oneOf(EventType.self, "an event type"))
        session.views = try number()
        session.productViews = try number()
        let last = session.endMark
        session.lastView = try page(last)
        session.previousView = try page(last)
        session.device = try word(last)
        session.channel = try word(last)
        session.country = try word(last)
        session.cancels = try number()
        session.lastCancel = try mark(last)
        session.recent = RecentTimes(back: (try number(), try number(), try number()))
        session.nextSilence = try number()
        return (session, try remembered())
    }

    private mutating func remembered() throws(CheckpointError) -> Remembered {
        let oldest: UInt8 = try number()
        let ids: [UInt64] = try all { (reader) throws(CheckpointError) in try reader.number() }
        let isFull = ids.count == SessionLimit.rememberedIDs
        guard ids.count <= SessionLimit.rememberedIDs, Int(oldest) < (isFull ? ids.count : 1)
        else { throw .damaged("a session remembers events that cannot be") }
        return Remembered(ids: ids.reversed(), oldest: oldest)
    }

    /// A mark that does not lie behind the session's end.
    private mutating func mark(_ end: SessionMark) throws(CheckpointError) -> SessionMark {
        let mark = SessionMark(raw: try number())
        guard mark <= end else { throw .damaged("something happened after its session") }
        return mark
    }

    private mutating func page(_ end: SessionMark) throws(CheckpointError) -> Latest<PageKind> {
        let mark = try mark(end)
        return Latest(mark, said: try oneOf(PageKind.self, "a page kind"))
    }

    private mutating func word(_ end: SessionMark) throws(CheckpointError) -> Latest<UInt16> {
        let mark = try mark(end)
        return Latest(mark, said: try number())
    }

    mutating func historyEntry() throws(CheckpointError) -> ShopperHistory.Entry {
        ShopperHistory.Entry(
            shopper: try hash(), end: try time(), sessions: try number(),
            purchases: try number())
    }
}
