import BasketEvents

/// An amount in minor units of its currency; -1: not said.
struct Amount: Hashable {
    var minor: Int64
    var currency: Currency

    static let notSaid = Amount(minor: -1, currency: .none)
}

extension Amount: Ranked {
    func ranksBelow(_ other: Amount) -> Bool {
        minor != other.minor ? minor < other.minor : currency.code < other.currency.code
    }
}
