import BasketEvents

@testable import BasketSessions

/// A closed session as far as the order of arrival must leave no trace in it.
struct FinalSession: Hashable {
    var shopper = ""
    var kind = OutcomeKind.browsed
    var facts = SessionFacts()
    var orderValueMinor: Int64 = -1
    var orderCurrency = Currency.none
    var shopSession = ""
    var device = ""
    var country = ""
    var valuesByCurrency = ""

    init() {}

    init(_ outcome: Outcome, _ texts: TextArena) {
        shopper = texts.string(outcome.texts.shopperID)
        kind = outcome.kind
        facts = outcome.facts
        orderValueMinor = outcome.orderValueMinor
        orderCurrency = outcome.orderCurrency
        shopSession = texts.string(outcome.texts.shopSessionID)
        device = texts.string(outcome.texts.device)
        country = texts.string(outcome.texts.country)
        valuesByCurrency = texts.string(outcome.texts.valuesByCurrency)
    }

    static func comesBefore(_ left: FinalSession, _ right: FinalSession) -> Bool {
        (left.shopper, left.facts.start) < (right.shopper, right.facts.start)
    }
}

extension Effects {
    /// All sessions that closed with a basket, in order of shopper and start.
    var finalSessions: [FinalSession] {
        outcomes.filter { $0.kind != .merged }.map { FinalSession($0, texts) }
            .sorted(by: FinalSession.comesBefore)
    }

    /// The funnel, each day once.
    var funnelByDay: [Int32: FunnelDay] {
        funnel.reduce(into: [:]) { days, gained in
            var day = days[gained.day] ?? FunnelDay(day: gained.day)
            day.sessions += gained.sessions
            day.views += gained.views
            day.baskets += gained.baskets
            day.checkouts += gained.checkouts
            day.purchases += gained.purchases
            day.browsed += gained.browsed
            days[gained.day] = day
        }
    }
}
