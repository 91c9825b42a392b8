import BasketEvents

/// The clickstream of a simulated shop, without end: what shoppers do, in the order of event time but
/// for the faults that were asked for.
///
/// Pure: the same settings give the same bytes, however fast they are asked for. It does not pace
/// itself: ``Emission/streamTime`` says when a record is due.
///
/// Ownership: not copyable, since it lends its bytes; used by one thread at a time.
public struct TrafficSource: ~Copyable {
    private var shop: Shop
    private var die: FaultDie
    private var scribe: EventScribe
    private let clocks: WrongClocks
    private var misdated: UInt64 = 0
    private var held = HeldRecords()
    private var record = RecordBytes()
    private var nextNumber: UInt64

    /// - Precondition: ``TrafficSettings/problems`` is empty.
    public init(settings: TrafficSettings) {
        precondition(settings.problems.isEmpty, "Traffic settings that were not checked.")
        shop = Shop(settings: settings)
        scribe = EventScribe(shop.catalogue)
        clocks = WrongClocks(settings)
        die = FaultDie(settings.faults, seed: settings.seed)
        nextNumber = settings.firstNumber
    }

    /// Makes the next record; ``key`` and ``value`` then hold its bytes.
    ///
    /// - Returns: what it is; `nil` when the doors are closed and the last shopper has left.
    public mutating func next() -> Emission? {
        while true {
            let time = shop.nextTime()
            if let due = held.nextDue, time.map({ due <= $0 }) ?? true { return release() }
            guard let time else { return nil }

            let deed = shop.step(at: time)
            scribe.write(deed, at: told(deed), number: nextNumber, to: &record)
            nextNumber += 1
            if let kind = meetFate(deed) {
                return emit(kind, deed.type, time: deed.time, at: deed.time)
            }
        }
    }

    /// The key of the latest record, the shopper's id: UTF-8, gone at the call of ``next()``.
    public var key: UnsafeRawBufferPointer { record.key }

    /// The value of the latest record, one event as JSON: gone at the call of ``next()``.
    public var value: UnsafeRawBufferPointer { record.value }

    /// Lets no shopper in any more: the visits going on come to their end, and so does the stream.
    public mutating func closeDoors() { shop.closeDoors() }

    /// What has been emitted and done up to here.
    public var counts: TrafficCounts {
        var counts = shop.counts
        counts.held = UInt64(held.count)
        counts.misdated = misdated
        return counts
    }
}

extension TrafficSource {
    /// The time that the event will bear.
    private mutating func told(_ deed: Deed) -> Int64 {
        guard !clocks.isIdle else { return deed.time }
        let time = clocks.told(deed.time, by: deed.shopper)
        if time != deed.time { misdated += 1 }
        return time
    }

    /// Lets the record just written meet its fate; `nil` when it is held back instead of emitted.
    private mutating func meetFate(_ deed: Deed) -> Emission.Kind? {
        switch die.throwOnce() {
        case .none:
            return .inOrder
        case .outOfOrder(let delay):
            held.hold(record, as: .outOfOrder, of: deed, until: deed.time + delay)
            return nil
        case .veryLate(let delay):
            held.hold(record, as: .veryLate, of: deed, until: deed.time + delay)
            return nil
        case .duplicate(let delay):
            held.hold(record, as: .duplicate, of: deed, until: deed.time + delay)
            return .inOrder
        case .malformed(let damage):
            let spoiled = damage.spoil(Array(record.value), &die.random)
            spoiled.withUnsafeBytes { record.setValue($0) }
            return .malformed
        }
    }

    private mutating func release() -> Emission? {
        guard let entry = held.release(to: &record) else { return nil }
        return emit(entry.kind, entry.type, time: entry.time.milliseconds, at: entry.due)
    }

    private mutating func emit(
        _ kind: Emission.Kind, _ type: EventType, time: Int64, at streamTime: Int64
    ) -> Emission {
        let emission = Emission(
            kind: kind, type: type, time: EventTime(milliseconds: time),
            streamTime: EventTime(milliseconds: streamTime))
        shop.counts.note(emission)
        return emission
    }
}
