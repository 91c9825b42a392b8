import BasketEvents

/// One shopper in the shop: 64 bytes, one line of a processor's cache, since hundreds of thousands
/// take turns.
struct OpenShopper: Sendable {
    /// A basket holds so many different products at most.
    static let mostLines = 4

    /// Who: the number in `u-…`.
    var number: UInt64 = 0
    /// Which visit: the number in `s-…`.
    var visit: UInt64 = 0
    /// Who wakes after this one in the same millisecond, or the next free place; ``WakeWheel``.
    var behind = WakeWheel.nobody
    /// When patience ends at the latest, in seconds since 1970.
    var untilSeconds: UInt32 = 0

    var products = InlineArray<4, UInt16>(repeating: 0)
    var quantities = InlineArray<4, UInt8>(repeating: 0)
    var lineCount: UInt8 = 0
    var category: UInt8 = 0
    /// The product on the page before the shopper.
    var product: UInt16 = 0
    /// The latest shipping quote, in minor units.
    var quoteMinor: UInt32 = 0

    /// Log-normal, median 1: how slowly this shopper acts.
    var slowness: Float = 1
    /// Log-normal, median 1: how much money weighs.
    var thrift: Float = 1
    /// Log-normal, median 1: how unlikely this shopper is to leave at each page.
    var patience: Float = 1

    var next = Act.viewHome
    var intent = Intent.browsing
    var device = Device.mobile
    var channel = Channel.search
    /// The place in ``Country/all``.
    var country: UInt8 = 0
    /// Earlier visits and purchases, 255 at most.
    var earlierVisits: UInt8 = 0
    var purchases: UInt8 = 0
    /// What this visit has come to so far.
    var visitOutcome = VisitOutcome.browsed
}

/// What a visit comes to, as a session would.
enum VisitOutcome: UInt8, Sendable {
    case browsed
    case abandoned
    case purchased
}

extension OpenShopper {
    var hasItems: Bool { lineCount > 0 }

    /// Puts `quantity` of the product on the page into the basket; of one already there, more of it.
    ///
    /// - Returns: how many were put there; 0 when the basket has no room.
    mutating func add(_ quantity: UInt8) -> UInt8 {
        for line in 0..<Int(lineCount) where products[line] == product {
            guard quantities[line] < 10 else { return 0 }
            quantities[line] += quantity
            return quantity
        }
        guard Int(lineCount) < OpenShopper.mostLines else { return 0 }
        products[Int(lineCount)] = product
        quantities[Int(lineCount)] = quantity
        lineCount += 1
        return quantity
    }

    /// Takes a whole line out; the last one moves to its place.
    mutating func removeLine(_ line: Int) {
        lineCount -= 1
        products[line] = products[Int(lineCount)]
        quantities[line] = quantities[Int(lineCount)]
    }
}
