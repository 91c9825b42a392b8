import BasketEvents

@testable import BasketTraffic

/// A stretch of a source's stream, kept for looking at.
struct Recording {
    struct Record: Hashable {
        let emission: Emission
        let key: [UInt8]
        let value: [UInt8]
    }

    private(set) var records: [Record] = []
    private(set) var counts = TrafficCounts()

    /// The first `limit` records, or all until the stream ends when the doors close after so many.
    init(_ settings: TrafficSettings, limit: Int, closingDoors: Bool = false) {
        var source = TrafficSource(settings: settings)
        while let emission = source.next() {
            records.append(
                Record(emission: emission, key: Array(source.key), value: Array(source.value)))
            guard records.count >= limit else { continue }
            guard closingDoors else { break }
            source.closeDoors()
        }
        counts = source.counts
    }

    /// All records of before a time, in milliseconds since 1970.
    init(_ settings: TrafficSettings, until end: Int64) {
        var source = TrafficSource(settings: settings)
        while let emission = source.next(), emission.streamTime.milliseconds < end {
            records.append(
                Record(emission: emission, key: Array(source.key), value: Array(source.value)))
        }
        counts = source.counts
    }

    /// The hash of all that it holds.
    var fingerprint: String {
        var bytes: [UInt8] = []
        for record in records { bytes += record.key + [9] + record.value + [10] }
        let hash = bytes.withUnsafeBytes { StableHash($0) }
        return String(hash.high, radix: 16) + "-" + String(hash.low, radix: 16)
    }

    /// Settings with every fault in it.
    static func faulty(seed: UInt64 = 1) -> TrafficSettings {
        var settings = TrafficSettings()
        settings.seed = seed
        settings.faults.outOfOrderShare = 0.03
        settings.faults.veryLateShare = 0.02
        settings.faults.duplicateShare = 0.04
        settings.faults.malformedShare = 0.05
        return settings
    }
}

/// What a record says, copied out of the reader.
struct PlainEvent {
    let type: EventType
    let time: Int64
    let id: String
    let shopper: String
    let visit: String
    let country: String
    let product: String
    let quantity: Int64
    let priceMinor: Int64
    let shippingMinor: Int64?

    /// Why the bytes are no event.
    struct Refusal: Error {
        let reason: RefusalReason
    }

    static func read(_ bytes: [UInt8], with reader: inout EventReader) throws(Refusal) -> PlainEvent
    {
        let reason = bytes.withUnsafeBytes { reader.read($0) }
        if let reason { throw Refusal(reason: reason) }
        let event = reader.event
        return PlainEvent(
            type: event.type, time: event.time.milliseconds, id: event.id.description,
            shopper: event.shopperID.description, visit: event.sessionID.description,
            country: event.country.description, product: event.productID.description,
            quantity: event.quantity ?? 0, priceMinor: event.priceMinor ?? 0,
            shippingMinor: event.shippingMinor)
    }
}
