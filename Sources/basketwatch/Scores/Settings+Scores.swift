import BasketConsole
import BasketStore

extension Setting<Double> {
    static let atLeast = Setting(
        "at-least", "the least risk of a basket to show", .share, standard: 0)
}

extension Setting<Int> {
    static let limit = Setting(
        "limit", "how many baskets to show at most", .integer(in: 1...100_000), standard: 20
    ).byFlagOnly
}

extension Setting<String?> {
    static let shopper = Setting(
        "shopper", "whose baskets to show", .text("ID"), whenUnset: "everybody's")
}

extension Setting<Duration?> {
    static let silentAtMost = Setting(
        "silent-at-most", "the longest silence of a shopper to show: who may still be there",
        .duration(atMost: .seconds(7 * 86_400)), whenUnset: "however long")
}

extension Setting<ScoreQuery.Order> {
    static let order = Setting(
        "order",
        "what the first baskets have most of; stake is risk times value; amounts are compared whatever their "
            + "currency",
        .choice, standard: .risk)
}

extension ScoreQuery {
    init(_ settings: Settings) {
        self.init(limit: settings[.limit])
        atLeast = settings[.atLeast]
        shopperID = settings[.shopper]
        silentAtMost = settings[.silentAtMost]
        order = settings[.order]
    }

    /// What a basket must be, in words: "at a risk of 0.80 or more"; empty: all are asked for.
    var inWords: String {
        var words: [String] = []
        if let shopperID { words.append("of shopper \(HarmlessText.of(shopperID))") }
        if atLeast > 0 { words.append("at a risk of \(Figure.decimal(atLeast, 2)) or more") }
        if let silentAtMost { words.append("silent for \(Figure.duration(silentAtMost)) at most") }
        return words.joined(separator: ", ")
    }
}

extension ScoreQuery.Order {
    /// "the highest risk first".
    var inWords: String {
        switch self {
        case .risk: "the highest risk first"
        case .value: "the dearest first"
        case .stake: "the most at stake first"
        case .silence: "the longest silent first"
        case .shippingShare: "the dearest shipping for its basket first"
        }
    }
}
