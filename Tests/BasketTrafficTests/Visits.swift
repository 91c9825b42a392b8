import BasketEvents

@testable import BasketTraffic

/// What the visits of a recording came to, read from its bytes.
struct Visits {
    struct Visit {
        var events = 0
        var basketChanges = 0
        var valueMinor: Int64 = 0
        var hasBasket = false
        var hasPurchase = false
        /// The first shipping quote as a share of the basket.
        var firstShippingShare: Double?
        /// When its first event was, in milliseconds since 1970.
        var first = Int64.max
        var lines: [String: Int64] = [:]
        /// Removes of more than was there.
        var overdrawn = 0
    }

    private(set) var byID: [String: Visit] = [:]
    private(set) var longestSilenceWithin: Int64 = 0
    private(set) var shortestSilenceBetween = Int64.max
    /// Visits by a shopper seen before.
    private(set) var returning = 0
    private var lastByShopper: [String: (visit: String, time: Int64)] = [:]

    static func recorded(seed: UInt64, events: Int) -> Visits {
        var settings = TrafficSettings()
        settings.seed = seed
        settings.visitsPerSecond = 0.2
        return Visits(Recording(settings, limit: events, closingDoors: true))
    }

    init(_ recording: Recording) {
        var reader = EventReader()
        for record in recording.records {
            // What cannot be read is no part of a visit; other tests say what that may be.
            guard let event = try? PlainEvent.read(record.value, with: &reader) else { continue }
            noteSilence(event)
            byID[event.visit, default: Visit()].note(event)
        }
    }

    private mutating func noteSilence(_ event: PlainEvent) {
        if let last = lastByShopper[event.shopper] {
            if last.visit == event.visit {
                longestSilenceWithin = max(longestSilenceWithin, event.time - last.time)
            } else {
                shortestSilenceBetween = min(shortestSilenceBetween, event.time - last.time)
                returning += 1
            }
        }
        lastByShopper[event.shopper] = (event.visit, event.time)
    }
}

extension Visits.Visit {
    fileprivate mutating func note(_ event: PlainEvent) {
        events += 1
        first = min(first, event.time)
        switch event.type {
        case .view, .cancel: break
        case .addToBasket, .removeFromBasket:
            let signed = event.type == .addToBasket ? event.quantity : -event.quantity
            basketChanges += 1
            hasBasket = true
            valueMinor += signed * event.priceMinor
            lines[event.product, default: 0] += signed
            if lines[event.product, default: 0] < 0 { overdrawn += 1 }
        case .checkout:
            guard firstShippingShare == nil, let shipping = event.shippingMinor else { break }
            firstShippingShare = Double(shipping) / Double(valueMinor)
        case .purchase:
            hasPurchase = true
            valueMinor = 0
            lines = [:]
        }
    }
}
