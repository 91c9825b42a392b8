import BasketEvents
import BasketSessions

/// What has to come of a story. Sessions go by the offset of the record that opened them.
public struct StoryExpectation: Codable, Hashable, Sendable {
    public var ledger: Counts
    public var moments: [ScoredMoment]
    public var outcomes: [Ending]
    public var quarantined: [Refusal]
    /// The baskets still open at the end, in order of session.
    public var openBaskets: [Basket]
    public var watermarkMs: Int64

    public struct Counts: Codable, Hashable, Sendable {
        public var read, applied, duplicate, late, quarantined: Int64
        public var clamped, keyless: Int64
        public var sessions, baskets: Sessions
    }

    public struct Sessions: Codable, Hashable, Sendable {
        public var opened, open, purchased, abandoned, browsed, merged: Int64
    }

    public struct ScoredMoment: Codable, Hashable, Sendable {
        public var session: Int64
        public var offset: Int64
        public var ordinal: UInt32
        public var cause: String
        public var timeMs: Int64
        public var silenceMs: Int64
        public var basket: Contents
    }

    public struct Ending: Codable, Hashable, Sendable {
        public var session: Int64
        public var kind: String
        public var survivor: Int64?
        public var offset: Int64
        public var shopperId: String
        public var hadBasket: Bool
        public var moments: UInt32
        public var startMs: Int64
        public var endMs: Int64
        public var basket: Contents
        /// What the orders cost; absent where it is not known.
        public var orderValueMinor: Int64?
        public var orderCurrency: String?
    }

    public struct Refusal: Codable, Hashable, Sendable {
        public var offset: Int64
        public var reason: String
    }

    public struct Basket: Codable, Hashable, Sendable {
        public var session: Int64
        public var shopperId: String
        public var moments: UInt32
        public var isScorable: Bool
        public var basket: Contents
        /// The value by currency, only where there are several.
        public var valuesByCurrency: String?
    }

    /// What lies in a basket, and the shipping quote last shown.
    public struct Contents: Codable, Hashable, Sendable {
        public var items: Int64
        public var products: UInt32
        /// Absent unless all is in one currency.
        public var valueMinor: Int64?
        public var currency: String?
        public var shippingMinor: Int64?
    }
}

extension StoryExpectation {
    /// What does come of the records, as the sessions see it.
    public init(observing records: [StoryRecord]) {
        var state = PartitionState(partition: 0, firstOffset: 0, settings: SessionSettings())
        var reader = EventReader()
        var effects = Effects()
        for (offset, record) in records.enumerated() {
            record.lend(partition: 0, offset: Int64(offset)) {
                state.take($0, reader: &reader, into: &effects)
            }
        }
        var snapshots: [BasketSnapshot] = []
        var texts = TextArena()
        state.takeTouchedBaskets(into: &snapshots, texts: &texts)

        ledger = Counts(state.ledger)
        moments = effects.moments.map(ScoredMoment.init)
        outcomes = effects.outcomes.map { Ending($0, effects.texts) }
        quarantined = effects.quarantined.map {
            Refusal(offset: $0.offset, reason: $0.reason.rawValue)
        }
        openBaskets = snapshots.sorted { $0.session < $1.session }.map { Basket($0, texts) }
        watermarkMs = state.watermark.milliseconds
    }
}
