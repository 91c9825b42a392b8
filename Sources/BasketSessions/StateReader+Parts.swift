import BasketEvents

/// The parts of a state, in the order that StateWriter+Parts writes them.
extension StateReader {
    mutating func settings() throws(CheckpointError) -> SessionSettings {
        var settings = SessionSettings()
        settings.gapMilliseconds = try number()
        settings.disorderMilliseconds = try number()
        settings.aheadMilliseconds = try number()
        settings.silenceMilliseconds = try all { (reader) throws(CheckpointError) in
            try reader.number()
        }
        settings.rememberedShoppers = Int(try number(Int64.self))
        settings.rememberedMilliseconds = try number()
        guard settings.silenceMilliseconds.count <= SessionLimit.silenceThresholds,
            settings.gapMilliseconds > 0
        else { throw .damaged("its settings cannot be") }
        return settings
    }

    mutating func ledger() throws(CheckpointError) -> Ledger {
        var ledger = Ledger(firstOffset: try number())
        ledger.nextOffset = try number()
        ledger.read = try number()
        ledger.absent = try number()
        ledger.lost = try number()
        ledger.applied = try number()
        ledger.duplicate = try number()
        ledger.late = try number()
        ledger.quarantined = try number()
        ledger.clamped = try number()
        ledger.keyless = try number()
        ledger.sessions = try counts()
        ledger.baskets = try counts()
        return ledger
    }

    private mutating func counts() throws(CheckpointError) -> SessionCounts {
        var counts = SessionCounts()
        counts.opened = try number()
        counts.open = try number()
        counts.purchased = try number()
        counts.abandoned = try number()
        counts.browsed = try number()
        counts.merged = try number()
        counts.forgotten = try number()
        counts.lost = try number()
        return counts
    }

    /// The ids a session remembered, and which of them the next one replaces.
    struct Remembered {
        let ids: [UInt64]
        let oldest: UInt8
    }

    mutating func session() throws(CheckpointError) -> (OpenSession, Remembered) {
        let key = SessionKey(rawValue: try number())
        let shopper = try hash()
        var session = OpenSession(key: key, shopper: shopper, time: 0, lastEvent: .view)
        session.origin = try number()
        session.start = try number()
        session.end = try number()
        session.views = try number()
        session.productViews = try number()
        session.lastView = try page()
        session.previousView = try page()
        session.device = try word()
        session.channel = try word()
        session.country = try word()
        session.lastEvent = try oneOf(EventType.self, "an event type")
        session.recent = RecentTimes(back: (try number(), try number(), try number()))
        session.cancels = try number()
        session.lastCancel = try number()
        session.nextSilence = try number()
        let oldest: UInt8 = try number()
        let ids: [UInt64] = try all { (reader) throws(CheckpointError) in try reader.number() }
        guard ids.count <= SessionLimit.rememberedIDs, oldest < SessionLimit.rememberedIDs else {
            throw .damaged("a session remembers too many events")
        }
        return (session, Remembered(ids: ids, oldest: oldest))
    }

    private mutating func page() throws(CheckpointError) -> Latest<PageKind> {
        let offset: Int32 = try number()
        return Latest(offset: offset, said: try oneOf(PageKind.self, "a page kind"))
    }

    private mutating func word() throws(CheckpointError) -> Latest<UInt16> {
        let offset: Int32 = try number()
        return Latest(offset: offset, said: try number())
    }

    mutating func basket(of slot: Int32) throws(CheckpointError) -> OpenBasket {
        var basket = OpenBasket(session: slot, shopperID: try text())
        let sessionTime: Int64 = try number()
        basket.shopSession = Stamped(said: try text(), time: sessionTime)
        basket.adds = try number()
        basket.removes = try number()
        basket.checkouts = try number()
        basket.purchases = try number()
        basket.moments = try number()
        basket.firstAdd = try number()
        basket.lastAdd = try number()
        basket.lastChange = try number()
        basket.lastCheckout = try number()
        basket.lines = try all { (reader) throws(CheckpointError) in
            var line = BasketLine(product: try reader.hash(), quantity: try reader.number())
            line.price = try reader.amount()
            return line
        }
        basket.orders = try all { (reader) throws(CheckpointError) in
            Order(id: try reader.hash(), value: try reader.amount())
        }
        basket.quote = try amount()
        let stepTime: Int64 = try number()
        basket.step = Stamped(said: try number(), time: stepTime)
        basket.highestStep = try number()
        return basket
    }

    private mutating func amount() throws(CheckpointError) -> Stamped<Amount> {
        let time: Int64 = try number()
        let minor: Int64 = try number()
        return Stamped(
            said: Amount(minor: minor, currency: Currency(code: try number())), time: time)
    }

    mutating func historyEntry() throws(CheckpointError) -> ShopperHistory.Entry {
        ShopperHistory.Entry(
            shopper: try hash(), end: try number(), sessions: try number(),
            purchases: try number())
    }
}
