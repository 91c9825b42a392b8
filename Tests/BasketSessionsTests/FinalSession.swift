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
}
