import BasketEvents

/// What the visits of a stretch of a stream came to, read from its bytes as a processor reads them.
struct TrafficCensus {
    /// A group of visits, and what they came to.
    struct Group {
        var visits = 0
        var events = 0
        var baskets = 0
        var abandoned = 0
        /// Baskets that saw a shipping quote, and those of them that are not bought.
        var quoted = 0
        var quotedAbandoned = 0

        mutating func add(_ visit: Visit) {
            visits += 1
            events += visit.events
            baskets += visit.hasBasket ? 1 : 0
            abandoned += visit.hasBasket && !visit.hasPurchase ? 1 : 0
            guard visit.firstShippingShare != nil else { return }
            quoted += 1
            quotedAbandoned += visit.hasPurchase ? 0 : 1
        }

        /// The share of visits with a basket; `nil` when there are no visits.
        var basketShare: Double? { visits > 0 ? Double(baskets) / Double(visits) : nil }
        /// The share that is abandoned of the baskets that saw a shipping quote.
        var quotedAbandonedShare: Double? {
            quoted > 0 ? Double(quotedAbandoned) / Double(quoted) : nil
        }
        /// The share of baskets that are not bought.
        var abandonedShare: Double? { baskets > 0 ? Double(abandoned) / Double(baskets) : nil }
    }

    struct Visit {
        /// The true time of its first event, in milliseconds since 1970.
        var start: Int64 = 0
        var country = ""
        var channel = ""
        var device = ""
        var events = 0
        var hasBasket = false
        var hasPurchase = false
        var valueMinor: Int64 = 0
        /// The first shipping quote as a share of the basket.
        var firstShippingShare: Double?
    }

    private(set) var visits: [String: Visit] = [:]
    private(set) var events = 0
    private(set) var eventsByType: [EventType: Int] = [:]

    /// Takes one event of the stream; `time` is when it was truly done.
    mutating func take(
        _ record: UnsafeRawBufferPointer, at time: EventTime, reader: inout EventReader
    ) {
        events += 1
        // An event of a clock that stands in 1970 is refused for its time; so it belongs to no visit.
        guard reader.read(record) == nil else { return }
        let event = reader.event
        eventsByType[event.type, default: 0] += 1
        visits[event.sessionID.description, default: Visit(event, at: time)].note(event)
    }

    /// The visits in groups, by what `name` says of each; those of which it says nothing are left out.
    func groups<Name: Hashable>(by name: (Visit) -> Name?) -> [Name: Group] {
        var groups: [Name: Group] = [:]
        for visit in visits.values {
            if let name = name(visit) { groups[name, default: Group()].add(visit) }
        }
        return groups
    }

    var all: Group { groups { _ in 0 }[0] ?? Group() }
}

extension TrafficCensus.Visit {
    fileprivate init(_ event: ShopEvent, at time: EventTime) {
        start = time.milliseconds
        country = event.country.description
        channel = event.channel.description
        device = event.device.description
    }

    fileprivate mutating func note(_ event: ShopEvent) {
        events += 1
        switch event.type {
        case .view, .cancel: break
        case .addToBasket, .removeFromBasket:
            hasBasket = true
            let sign: Int64 = event.type == .addToBasket ? 1 : -1
            valueMinor += sign * (event.quantity ?? 0) * (event.priceMinor ?? 0)
        case .checkout:
            hasBasket = true
            guard firstShippingShare == nil, let shipping = event.shippingMinor else { break }
            firstShippingShare = Double(shipping) / Double(max(valueMinor, 1))
        case .purchase:
            hasBasket = true
            hasPurchase = true
            valueMinor = 0
        }
    }
}
