import BasketEvents

/// Who may come: draws a shopper with what a person keeps from visit to visit, and with what only
/// this visit has.
struct Audience: Sendable {
    private let seed: UInt64
    private let countries = AliasTable(weights: Country.all.map(\.weight))
    private let devices = AliasTable(weights: ShopperBehaviour.deviceWeights)
    private let channels = AliasTable(weights: ShopperBehaviour.channelWeights)

    init(seed: UInt64) {
        self.seed = seed
    }

    /// What follows from the shopper's number alone, so that nothing must be remembered of those who
    /// may come back: country, usual device, slowness and thrift.
    func person(number: UInt64) -> OpenShopper {
        var own = SeededRandom(seed: seed, stream: number &+ 1_000)
        var shopper = OpenShopper()
        shopper.number = number
        shopper.country = UInt8(truncatingIfNeeded: countries.draw(&own))
        shopper.device = Device.allCases[devices.draw(&own)]
        shopper.slowness = Float(own.logNormal(median: 1, spread: ShopperBehaviour.slownessSpread))
        shopper.thrift = Float(own.logNormal(median: 1, spread: ShopperBehaviour.thriftSpread))
        return shopper
    }

    /// What brings the shopper here this time, with what intent and patience.
    func prepareVisit(_ shopper: inout OpenShopper, _ random: inout SeededRandom) {
        shopper.channel = Channel.allCases[channels.draw(&random)]
        let weights = ShopperBehaviour.intents(shopper.channel)
        let loyalty = shopper.purchases > 0 ? ShopperBehaviour.buyingWeightOfPurchase : 0
        let total = weights.browsing + weights.undecided + weights.buying + loyalty
        let point = random.uniform() * total
        if point < weights.browsing {
            shopper.intent = .browsing
        } else if point < weights.browsing + weights.undecided {
            shopper.intent = .undecided
        } else {
            shopper.intent = .buying
        }
        shopper.patience = Float(
            random.logNormal(median: 1, spread: ShopperBehaviour.patienceSpread))
        shopper.next = landing(shopper.channel, random.uniform())
    }

    /// The first page: who comes by name sees the front, who follows a link sees what it shows.
    private func landing(_ channel: Channel, _ point: Double) -> Act {
        switch channel {
        case .direct: point < 0.75 ? .viewHome : point < 0.9 ? .viewList : .viewProduct
        case .search: point < 0.25 ? .viewHome : point < 0.65 ? .viewList : .viewProduct
        case .email: point < 0.2 ? .viewHome : point < 0.7 ? .viewList : .viewProduct
        case .social, .affiliate: point < 0.1 ? .viewHome : point < 0.35 ? .viewList : .viewProduct
        }
    }
}
