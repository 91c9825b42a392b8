import BasketEvents

/// One open session, without its basket: what every session costs, so it is kept to 128 bytes (the
/// order of the fields leaves no holes).
///
/// Built from commutative parts only (counts, smallest and largest times, "the latest so-and-so" by
/// time and then by what was said), so the order of arrival leaves no trace in it.
struct OpenSession {
    var shopper: StableHash
    var key: SessionKey
    private(set) var start: Int64
    private(set) var end: Int64
    /// The due time of the one timer that counts; others found in the wheel are stale.
    var scheduled: Int64

    var views: UInt32 = 0
    var productViews: UInt32 = 0
    var lastView = Latest(.never, said: PageKind.none)
    var lastEvent: EventType
    /// Which silence threshold comes next.
    var nextSilence: UInt8 = 0
    var flags: Flags = .isOpen
    var previousView = Latest(.never, said: PageKind.none)
    var device = Latest(.never, said: UInt16(0))
    var cancels: UInt16 = 0
    var channel = Latest(.never, said: UInt16(0))
    var country = Latest(.never, said: UInt16(0))
    var lastCancel = SessionMark.never
    var recent = RecentTimes()
    var ids = RememberedIDs.List()
    /// The slot of another open session of the same shopper; -1: none.
    var next: Int32 = -1
    /// The slot of its basket; -1: none yet.
    var basket: Int32 = -1

    /// A session as its first event opens it; what the event says is still to be taken in.
    init(key: SessionKey, shopper: StableHash, time: Int64, lastEvent: EventType) {
        self.init(key: key, shopper: shopper, start: time, end: time, lastEvent: lastEvent)
    }

    init(
        key: SessionKey, shopper: StableHash, start: Int64, end: Int64, lastEvent: EventType
    ) {
        self.key = key
        self.shopper = shopper
        self.start = start
        self.end = end
        self.lastEvent = lastEvent
        scheduled = .max
    }

    /// What is asked of a session so often that its basket should not be looked at for it.
    struct Flags: OptionSet {
        let rawValue: UInt8

        static let isOpen = Flags(rawValue: 1)
        /// Its basket has something in it, and there was no purchase.
        static let isScorable = Flags(rawValue: 2)
        /// It changed since the row of its basket was last asked for.
        static let isTouched = Flags(rawValue: 4)
    }

    var isOpen: Bool { flags.contains(.isOpen) }
    var isScorable: Bool { flags.contains(.isScorable) }
    var hasBasket: Bool { basket >= 0 }

    /// Its first, middle and last field: a session lies across three lines of the cache.
    @inline(__always)
    var glance: Int64 {
        Int64(truncatingIfNeeded: shopper.low) &+ scheduled &+ Int64(basket)
    }

    func time(at mark: SessionMark) -> EventTime {
        mark.milliseconds.map { EventTime(milliseconds: start + $0) } ?? .distantPast
    }

    /// Takes the bounds, the pace and the kind of one further event in.
    @inline(__always)
    mutating func extend(to time: Int64, _ type: EventType) {
        recent.insert(time, end: end)
        if time > end {
            end = time
            lastEvent = type
            nextSilence = 0
            return
        }
        if time == end, type.rawValue > lastEvent.rawValue { lastEvent = type }
        if time < start { start(at: time) }
    }

    /// Takes in all that an event says of what is no basket's.
    @inline(__always)
    mutating func take(
        _ event: borrowing ShopEvent, at time: Int64, _ context: ContextNumbers,
        words: borrowing ContextWords
    ) {
        let mark = SessionMark(milliseconds: time - start)
        if context.device != 0 {
            device.take(Latest(mark, said: context.device)) { words.isGreater($0, $1) }
        }
        if context.channel != 0 {
            channel.take(Latest(mark, said: context.channel)) { words.isGreater($0, $1) }
        }
        if context.country != 0 {
            country.take(Latest(mark, said: context.country)) { words.isGreater($0, $1) }
        }
        switch event.type {
        case .view:
            let isProduct = event.productID.isPresent
            views = views.addingSaturating(1)
            productViews = productViews.addingSaturating(isProduct ? 1 : 0)
            see(Latest(mark, said: PageKind(page: event.page, isProduct: isProduct)))
        case .cancel:
            cancels = UInt16(clamping: UInt32(cancels) + 1)
            lastCancel = max(lastCancel, mark)
        case .addToBasket, .removeFromBasket, .checkout, .purchase:
            return
        }
    }

    @inline(__always)
    private mutating func see(_ page: Latest<PageKind>) {
        if page.isLater(than: lastView, isGreater: { $0.rawValue > $1.rawValue }) {
            previousView = lastView
            lastView = page
        } else {
            previousView.take(page, isGreater: { $0.rawValue > $1.rawValue })
        }
    }

    /// Moves the start back, and with it what is told from there.
    private mutating func start(at time: Int64) {
        let milliseconds = start - time
        start = time
        lastView = lastView.shifted(by: milliseconds)
        previousView = previousView.shifted(by: milliseconds)
        device = device.shifted(by: milliseconds)
        channel = channel.shifted(by: milliseconds)
        country = country.shifted(by: milliseconds)
        lastCancel = lastCancel.shifted(by: milliseconds)
    }
}

extension OpenSession {
    /// Takes in all that `other`, a session of the same shopper, knows; but its ids and its basket.
    mutating func absorb(_ absorbed: OpenSession, words: ContextWords) {
        var other = absorbed
        if other.start < start { start(at: other.start) } else { other.start(at: start) }

        recent.merge(other.recent, otherEnd: other.end, end: end)
        if other.end > end {
            lastEvent = other.lastEvent
            nextSilence = other.nextSilence
        } else if other.end == end {
            if other.lastEvent.rawValue > lastEvent.rawValue { lastEvent = other.lastEvent }
            nextSilence = max(nextSilence, other.nextSilence)
        }
        end = max(end, other.end)
        views = views.addingSaturating(other.views)
        productViews = productViews.addingSaturating(other.productViews)
        see(other.lastView)
        see(other.previousView)
        device.take(other.device, isGreater: words.isGreater)
        channel.take(other.channel, isGreater: words.isGreater)
        country.take(other.country, isGreater: words.isGreater)
        cancels = UInt16(clamping: UInt32(cancels) + UInt32(other.cancels))
        lastCancel = max(lastCancel, other.lastCancel)
    }
}

extension UInt32 {
    /// A count that stops at the largest number instead of trapping.
    @inline(__always)
    func addingSaturating(_ other: UInt32) -> UInt32 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
