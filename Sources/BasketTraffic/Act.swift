/// What a shopper does next; each is one event.
enum Act: UInt8, CaseIterable, Sendable {
    case viewHome
    case viewList
    case viewSearch
    case viewProduct
    case viewHelp
    case add
    case remove
    case viewBasket
    /// Sees the shipping quote.
    case beginCheckout
    /// Goes on to paying; the quote is shown again.
    case goToPayment
    case cancel
    case purchase
}

/// How much a shopper means to buy on this visit. Never said in an event.
enum Intent: UInt8, CaseIterable, Sendable {
    case browsing
    case undecided
    case buying
    /// No person: a bot that reads page after page.
    case crawling
    /// No person: a bot that fills its basket and never pays.
    case hoarding

    var isBot: Bool { self == .crawling || self == .hoarding }
}

/// One value for each ``Intent`` of a person.
struct ByIntent: Sendable {
    let browsing: Double
    let undecided: Double
    let buying: Double

    subscript(intent: Intent) -> Double {
        switch intent {
        case .browsing: browsing
        case .undecided: undecided
        case .buying: buying
        case .crawling, .hoarding: preconditionFailure("Bots do not act as people do.")
        }
    }
}
