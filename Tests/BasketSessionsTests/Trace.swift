import BasketEvents

@testable import BasketSessions

/// Effects as plain values, wherever their texts lay: to be compared.
struct Trace: Equatable {
    var moments: [TracedMoment] = []
    var outcomes: [TracedOutcome] = []
    var quarantined: [TracedRecord] = []
    var funnel: [Int32: FunnelDay] = [:]

    struct TracedMoment: Equatable {
        let session: SessionKey
        let offset: Int64
        let ordinal: UInt32
        let cause: MomentCause
        let time: EventTime
        let facts: SessionFacts
    }

    struct TracedOutcome: Equatable {
        let session: SessionKey
        let survivor: SessionKey?
        let offset: Int64
        let hadBasket: Bool
        let moments: UInt32
        let final: FinalSession
    }

    struct TracedRecord: Equatable {
        let offset: Int64
        let reason: RefusalReason
        let timestamp: Int64?
        let key: String
        let value: String
        let size: Int
    }

    init() {}

    init(_ effects: Effects) {
        append(effects)
    }

    mutating func append(_ effects: Effects) {
        moments += effects.moments.map {
            TracedMoment(
                session: $0.session, offset: $0.offset, ordinal: $0.ordinal, cause: $0.cause,
                time: $0.time, facts: $0.facts)
        }
        outcomes += effects.outcomes.map {
            TracedOutcome(
                session: $0.session, survivor: $0.survivor, offset: $0.offset,
                hadBasket: $0.hadBasket, moments: $0.moments,
                final: FinalSession($0, effects.texts))
        }
        quarantined += effects.quarantined.map {
            TracedRecord(
                offset: $0.offset, reason: $0.reason, timestamp: $0.timestampMilliseconds,
                key: effects.texts.string($0.key), value: effects.texts.string($0.value),
                size: $0.size)
        }
        funnel.merge(effects.funnelByDay) { FunnelDay(sum: $0, $1) }
    }
}

extension FunnelDay {
    init(sum left: FunnelDay, _ right: FunnelDay) {
        self.init(day: left.day)
        sessions = left.sessions + right.sessions
        views = left.views + right.views
        baskets = left.baskets + right.baskets
        checkouts = left.checkouts + right.checkouts
        purchases = left.purchases + right.purchases
        browsed = left.browsed + right.browsed
    }
}

extension Effects {
    /// The funnel, each day once.
    var funnelByDay: [Int32: FunnelDay] {
        funnel.reduce(into: [:]) { days, gained in
            days[gained.day] = FunnelDay(
                sum: days[gained.day] ?? FunnelDay(day: gained.day), gained)
        }
    }
}
