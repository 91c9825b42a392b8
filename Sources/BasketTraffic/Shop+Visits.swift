import BasketEvents

/// How visits begin and end, and how long shoppers take between.
extension Shop {
    /// A shopper who comes in: somebody new, or somebody who left long enough ago.
    mutating func arrive(at time: Int64) -> OpenShopper {
        var shopper: OpenShopper
        let seconds = time / 1_000
        let absent = UInt32(truncatingIfNeeded: seconds - ShopperBehaviour.shortestAbsence)
        let isBot = period.botShare > 0 && random.chance(period.botShare)
        let campaign = isBot ? nil : drawCampaign()
        if !isBot, campaign == nil, random.chance(returningShare),
            let known = departed.take(leftBefore: absent, &random)
        {
            shopper = audience.person(number: known.number)
            shopper.earlierVisits = known.visits
            shopper.purchases = known.purchases
            counts.returningVisits += 1
        } else {
            shopper = audience.person(number: nextShopper)
            nextShopper += 1
        }
        shopper.visit = nextVisit
        nextVisit += 1
        shopper.untilSeconds = UInt32(
            truncatingIfNeeded: seconds + ShopperBehaviour.longestVisit)
        shopper.category = catalogue.drawCategory(&random)
        if isBot {
            admitBot(&shopper)
        } else {
            audience.prepareVisit(&shopper, campaign: campaign, period, &random)
        }
        counts.visits += 1
        return shopper
    }

    /// The channel of the campaign that brings who comes now; `nil`: none does.
    private mutating func drawCampaign() -> Channel? {
        guard let channels = period.campaignChannels, random.chance(period.campaignShare) else {
            return nil
        }
        counts.campaignVisits += 1
        return Channel.allCases[channels.draw(&random)]
    }

    mutating func leave(_ shopper: OpenShopper, at time: Int64) {
        switch shopper.visitOutcome {
        case .browsed: counts.browsedVisits += 1
        case .abandoned: counts.abandonedVisits += 1
        case .purchased: counts.purchasedVisits += 1
        }
        guard !shopper.intent.isBot else { return }
        let leaver = DepartedShoppers.Shopper(
            number: shopper.number, leftSeconds: UInt32(truncatingIfNeeded: time / 1_000),
            visits: shopper.earlierVisits == .max ? .max : shopper.earlierVisits + 1,
            purchases: shopper.purchases)
        departed.add(leaver, &random)
    }

    /// How long the shopper takes until the next event, in milliseconds: at the page, or on an errand.
    mutating func dwell(_ shopper: OpenShopper) -> Int64 {
        if shopper.intent.isBot { return dwellAsBot(shopper) }
        let pauseChance =
            shopper.hasItems
            ? ShopperBehaviour.pauseChanceWithBasket : ShopperBehaviour.pauseChance
        let seconds: Double
        if random.chance(pauseChance) {
            seconds = random.logNormal(
                median: ShopperBehaviour.medianPause, spread: ShopperBehaviour.pauseSpread)
        } else {
            let median =
                ShopperBehaviour.medianDwell(after: shopper.next)
                * ShopperBehaviour.haste[shopper.intent] * Double(shopper.slowness)
            seconds = random.logNormal(median: median, spread: ShopperBehaviour.dwellSpread)
        }
        return Int64(min(max(seconds, 0.4), ShopperBehaviour.longestPause) * 1_000)
    }
}
