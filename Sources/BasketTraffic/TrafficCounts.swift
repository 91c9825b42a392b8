import BasketEvents

/// What a source has emitted so far, and what its shoppers did: the truth to compare with.
public struct TrafficCounts: Hashable, Sendable {
    /// Emissions by ``Emission/Kind``, in the order of its cases.
    private var emittedByKind = [UInt64](repeating: 0, count: Emission.Kind.allCases.count)
    /// Emissions by ``EventType``, in the order of its cases; duplicates and damaged ones too.
    private var emittedByType = [UInt64](repeating: 0, count: EventType.allCases.count)

    /// Events made but still held back, to come out of order, very late or again.
    public internal(set) var held: UInt64 = 0
    /// Visits that have begun.
    public internal(set) var visits: UInt64 = 0
    /// Those among them by a shopper who had been here before.
    public internal(set) var returningVisits: UInt64 = 0
    /// Those among them that a campaign brought.
    public internal(set) var campaignVisits: UInt64 = 0
    /// Those among them that bots made, and the events that bots made in them.
    public internal(set) var botVisits: UInt64 = 0
    public internal(set) var botEvents: UInt64 = 0
    /// Events made whose time is not when the shopper acted: the device's clock is wrong.
    public internal(set) var misdated: UInt64 = 0
    /// Visits that have ended, in the three ways a session can.
    public internal(set) var purchasedVisits: UInt64 = 0
    public internal(set) var abandonedVisits: UInt64 = 0
    public internal(set) var browsedVisits: UInt64 = 0

    public init() {}

    public var emitted: UInt64 { emittedByKind.reduce(0, +) }
    public func emitted(_ kind: Emission.Kind) -> UInt64 { emittedByKind[Int(kind.rawValue)] }
    public func emitted(_ type: EventType) -> UInt64 { emittedByType[Int(type.rawValue)] }

    /// Visits that are going on.
    public var openVisits: UInt64 {
        visits - purchasedVisits - abandonedVisits - browsedVisits
    }

    mutating func note(_ emission: Emission) {
        emittedByKind[Int(emission.kind.rawValue)] += 1
        emittedByType[Int(emission.type.rawValue)] += 1
    }
}
