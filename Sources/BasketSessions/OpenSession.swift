import BasketEvents

/// One open session, without its basket: what every session costs, so it is kept small.
///
/// Built from commutative parts only (counts, smallest and largest times, "the latest so-and-so" by
/// time and then by what was said), so the order of arrival leaves no trace in it. Times but the
/// session's own bounds are milliseconds from `origin` in 32 bits: a session that lasts more than
/// 24 days saturates them.
struct OpenSession {
    var shopper: StableHash
    var key: SessionKey
    /// The time of the record that opened it.
    var origin: Int64
    var start: Int64
    var end: Int64
    /// The due time of the one timer that counts; others found in the wheel are stale.
    var scheduled: Int64

    var views: UInt32 = 0
    var productViews: UInt32 = 0
    var lastView = Latest(offset: .min, said: PageKind.none)
    var previousView = Latest(offset: .min, said: PageKind.none)
    var device = Latest(offset: .min, said: UInt16(0))
    var channel = Latest(offset: .min, said: UInt16(0))
    var country = Latest(offset: .min, said: UInt16(0))
    var lastEvent: EventType
    var recent = RecentTimes()
    var cancels: UInt16 = 0
    var lastCancel = Int32.min

    /// Which silence threshold comes next.
    var nextSilence: UInt8 = 0
    var isOpen = true
    var ids = RememberedIDs.List()
    /// The slot of another open session of the same shopper; -1: none.
    var next: Int32 = -1
    /// The slot of its basket; -1: none yet.
    var basket: Int32 = -1

    init(key: SessionKey, shopper: StableHash, time: Int64, lastEvent: EventType) {
        self.key = key
        self.shopper = shopper
        self.lastEvent = lastEvent
        origin = time
        start = time
        end = time
        scheduled = .max
    }

    var hasBasket: Bool { basket >= 0 }

    /// A time as it is kept: from `origin`, saturating.
    func offset(of time: Int64) -> Int32 {
        Int32(clamping: time - origin)
    }

    func time(at offset: Int32) -> EventTime {
        offset == .min ? .distantPast : EventTime(milliseconds: origin + Int64(offset))
    }

    /// Takes the bounds, the pace and the kind of one event in.
    mutating func extend(to time: Int64, _ type: EventType) {
        recent.insert(time, end: end)
        if time > end {
            end = time
            lastEvent = type
            nextSilence = 0
        } else if time == end, type.rawValue > lastEvent.rawValue {
            lastEvent = type
        }
        start = min(start, time)
    }

    mutating func see(_ page: Latest<PageKind>) {
        func order(_ kind: PageKind) -> UInt32 { UInt32(kind.rawValue) }
        if page.isLater(than: lastView, order: order) {
            previousView = lastView
            lastView = page
        } else if page.isLater(than: previousView, order: order) {
            previousView = page
        }
    }

    /// Takes in all that `other`, a session of the same shopper, knows; but its ids and its basket.
    mutating func absorb(_ other: OpenSession, words: ContextWords) {
        let shift = other.origin - origin
        recent.merge(other.recent, otherEnd: other.end, end: end)
        if other.end > end {
            lastEvent = other.lastEvent
            nextSilence = other.nextSilence
        } else if other.end == end {
            if other.lastEvent.rawValue > lastEvent.rawValue { lastEvent = other.lastEvent }
            nextSilence = max(nextSilence, other.nextSilence)
        }
        start = min(start, other.start)
        end = max(end, other.end)
        views = views.addingSaturating(other.views)
        productViews = productViews.addingSaturating(other.productViews)
        see(other.lastView.shifted(by: shift))
        see(other.previousView.shifted(by: shift))
        device.take(other.device.shifted(by: shift), order: words.hash)
        channel.take(other.channel.shifted(by: shift), order: words.hash)
        country.take(other.country.shifted(by: shift), order: words.hash)
        cancels = UInt16(clamping: UInt32(cancels) + UInt32(other.cancels))
        if other.lastCancel != .min {
            lastCancel = max(lastCancel, Int32(clamping: Int64(other.lastCancel) + shift))
        }
    }
}

extension UInt32 {
    /// A count that stops at the largest number instead of trapping.
    func addingSaturating(_ other: UInt32) -> UInt32 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
