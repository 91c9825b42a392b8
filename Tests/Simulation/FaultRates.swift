import BasketEvents

/// How often each kind of fault comes: a chance a round, or a call of an edge, as the names say.
struct FaultRates: Equatable, Sendable {
    var crashAtACall = 0.0
    var pauseAtACall = 0.0
    /// While one process is in the middle of a call others go on.
    var overlapAtACall = 0.0
    var crash = 0.0
    var pause = 0.0
    var stop = 0.0
    var start = 0.0
    var reshuffle = 0.0
    var eviction = 0.0
    /// One process does not reach the brokers, though it reaches the store.
    var cut = 0.0
    var brokersAway = 0.0
    var storeDown = 0.0
    var connectionLost = 0.0
    /// Chances of a COMMIT: written, and the reply lost; lost itself; refused.
    var replyLost = 0.0
    var commitLost = 0.0
    var refusal = 0.0
    var takeOverReplyLost = 0.0
    var repeatedFetch = 0.0
    var retention = 0.0
    /// A stored checkpoint is damaged.
    var damage = 0.0
    var wallClockJump = 0.0
    /// Somebody asks that a shopper be forgotten.
    var forgetting = 0.0

    /// None at all.
    init() {}

    var isNone: Bool { self == FaultRates() }

    init(_ random: inout SeededRandom) {
        func rate(_ most: Double) -> Double {
            random.chance(0.5) ? most * random.uniform() : 0
        }
        crashAtACall = rate(0.006)
        pauseAtACall = rate(0.006)
        overlapAtACall = rate(0.1)
        crash = rate(0.015)
        pause = rate(0.015)
        stop = rate(0.008)
        start = rate(0.02)
        reshuffle = rate(0.03)
        eviction = rate(0.01)
        cut = rate(0.01)
        brokersAway = rate(0.006)
        storeDown = rate(0.006)
        connectionLost = rate(0.01)
        replyLost = rate(0.15)
        commitLost = rate(0.1)
        refusal = rate(0.1)
        takeOverReplyLost = rate(0.2)
        repeatedFetch = rate(0.2)
        retention = rate(0.1)
        damage = rate(0.05)
        wallClockJump = rate(0.02)
        forgetting = rate(0.01)
    }
}

/// How often a record is something else than a good event that comes in time: chances a record.
struct DirtRates: Sendable {
    var disordered = 0.0
    var late = 0.0
    var ahead = 0.0
    var duplicate = 0.0
    var malformed = 0.0
    var keyless = 0.0
    var otherKey = 0.0
    var tombstone = 0.0
    var withoutTimestamp = 0.0
    /// Offsets without a record behind it.
    var gap = 0.0

    init() {}

    init(_ random: inout SeededRandom) {
        func rate(_ most: Double) -> Double {
            random.chance(0.6) ? most * random.uniform() : 0
        }
        disordered = rate(0.6)
        late = rate(0.2)
        ahead = rate(0.05)
        duplicate = rate(0.3)
        malformed = rate(0.1)
        keyless = rate(0.1)
        otherKey = rate(0.05)
        tombstone = rate(0.05)
        withoutTimestamp = rate(0.3)
        gap = rate(0.3)
    }
}
