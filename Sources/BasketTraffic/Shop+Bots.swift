import BasketEvents

/// What bots do: crawlers read page after page, hoarders fill a basket; neither ever pays.
extension Shop {
    /// A bot that comes in: always somebody new, for it keeps no cookie.
    mutating func admitBot(_ shopper: inout OpenShopper) {
        shopper.intent = random.chance(BotBehaviour.crawlingChance) ? .crawling : .hoarding
        shopper.device = .desktop
        shopper.channel = .direct
        shopper.next = shopper.intent == .crawling ? .viewList : .viewProduct
        counts.botVisits += 1
    }

    /// A bot's act after this one; `nil`: it is done.
    mutating func chooseAsBot(_ shopper: OpenShopper) -> Act? {
        counts.botEvents += 1
        if shopper.intent == .crawling {
            if random.chance(BotBehaviour.doneChance) { return nil }
            return random.chance(BotBehaviour.productChance) ? .viewProduct : .viewList
        }
        if Int(shopper.lineCount) < OpenShopper.mostLines {
            return shopper.next == .viewProduct ? .add : .viewProduct
        }
        return random.chance(BotBehaviour.leaveChance) ? nil : .viewBasket
    }

    /// How long a bot takes until its next event, in milliseconds.
    mutating func dwellAsBot(_ shopper: OpenShopper) -> Int64 {
        let seconds = random.logNormal(
            median: BotBehaviour.medianDwell, spread: BotBehaviour.dwellSpread)
        return Int64(max(seconds * Double(shopper.slowness), BotBehaviour.shortestDwell) * 1_000)
    }
}
