import BasketEvents

/// Who may come: draws a shopper with what a person keeps from visit to visit, and with what only
/// this visit has.
struct Audience: Sendable {
    private let seed: UInt64
    private let countries: AliasTable
    private let devices: AliasTable
    private let channels: AliasTable

    init(_ settings: TrafficSettings) {
        seed = settings.seed
        countries = AliasTable(weights: settings.countries.weights)
        devices = AliasTable(weights: settings.devices.weights)
        channels = AliasTable(weights: settings.channels.weights)
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
    ///
    /// - Parameter campaign: the channel of the campaign that brings the shopper; `nil`: none does.
    func prepareVisit(
        _ shopper: inout OpenShopper, campaign: Channel?, _ period: TrafficCalendar.Period,
        _ random: inout SeededRandom
    ) {
        shopper.channel = campaign ?? Channel.allCases[channels.draw(&random)]
        let weights = ShopperBehaviour.intents(shopper.channel)
        let loyalty = shopper.purchases > 0 ? ShopperBehaviour.buyingWeightOfPurchase : 0
        var browsing = weights.browsing
        var buying = (weights.buying + loyalty) * period.buying
        if campaign != nil {
            browsing *= ShopperBehaviour.campaignBrowsingFactor
            buying *= ShopperBehaviour.campaignBuyingFactor
        }
        let point = random.uniform() * (browsing + weights.undecided + buying)
        if point < browsing {
            shopper.intent = .browsing
        } else if point < browsing + weights.undecided {
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
