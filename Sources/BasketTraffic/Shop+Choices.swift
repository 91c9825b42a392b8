import BasketEvents

/// What shoppers choose to do next, from what they have just done and seen.
extension Shop {
    /// The act after this one; `nil`: the shopper leaves without a word.
    mutating func choose(for shopper: OpenShopper, at time: Int64) -> Act? {
        if shopper.intent.isBot { return chooseAsBot(shopper) }
        switch shopper.next {
        case .viewHome, .viewList, .viewSearch, .viewHelp:
            return isLeaving(shopper) ? nil : wander(shopper)
        case .viewProduct:
            if random.chance(addChance(shopper)) { return .add }
            return isLeaving(shopper) ? nil : wander(shopper)
        case .add:
            if random.chance(ShopperBehaviour.basketAfterAdd[shopper.intent]) { return .viewBasket }
            return isLeaving(shopper) ? nil : wander(shopper)
        case .remove:
            if shopper.hasItems { return .viewBasket }
            return isLeaving(shopper) ? nil : wander(shopper)
        case .viewBasket:
            return chooseAtBasket(shopper)
        case .beginCheckout, .goToPayment:
            return chooseAtCheckout(shopper, at: time)
        case .cancel:
            if random.chance(ShopperBehaviour.leaveAfterCancel) { return nil }
            return random.chance(0.4) ? .remove : wander(shopper)
        case .purchase:
            return random.chance(ShopperBehaviour.leaveAfterPurchase) ? nil : wander(shopper)
        }
    }

    /// Whether patience ends here.
    private mutating func isLeaving(_ shopper: OpenShopper) -> Bool {
        let chances =
            shopper.hasItems
            ? ShopperBehaviour.leaveChanceWithBasket : ShopperBehaviour.leaveChance
        return random.chance(chances[shopper.intent] / (Double(shopper.patience) * period.patience))
    }

    /// The next page of somebody who stays.
    private mutating func wander(_ shopper: OpenShopper) -> Act {
        if shopper.hasItems, random.chance(ShopperBehaviour.basketFromPage[shopper.intent]) {
            return .viewBasket
        }
        if random.chance(ShopperBehaviour.productChance[shopper.intent]) { return .viewProduct }
        let point = random.uniform()
        if point < 0.66 { return .viewList }
        if point < 0.84 { return .viewSearch }
        return point < 0.92 ? .viewHelp : .viewHome
    }

    /// Dear things are put into the basket less often, by the thrifty less still.
    private func addChance(_ shopper: OpenShopper) -> Double {
        let currency = Country.all[Int(shopper.country)].currency
        let usual = Shop.usualPrice * catalogue.rate(currency: currency)
        let burden = Double(price(of: shopper.product, for: shopper)) / usual
        var chance =
            shopper.hasItems
            ? ShopperBehaviour.addChanceWithBasket[shopper.intent]
            : ShopperBehaviour.addChance[shopper.intent]
        for _ in 0..<max(1, shopper.lineCount) - 1 { chance *= ShopperBehaviour.addFatigue }
        return chance * 1.5 / (1 + 0.5 * burden * (Double(shopper.thrift) * period.thrift))
    }

    /// EUR cents: at this price ``ShopperBehaviour/addChance`` holds.
    private static let usualPrice = 4_000.0

    private mutating func chooseAtBasket(_ shopper: OpenShopper) -> Act? {
        guard shopper.hasItems else { return isLeaving(shopper) ? nil : wander(shopper) }
        let checkout = ShopperBehaviour.checkoutChance[shopper.intent]
        let remove = ShopperBehaviour.removeChance[shopper.intent]
        let point = random.uniform()
        if point < checkout { return .beginCheckout }
        if point < checkout + remove { return .remove }
        return isLeaving(shopper) ? nil : wander(shopper)
    }

    /// The story: whoever sees shipping as large as what is in the basket tends to give up.
    private mutating func chooseAtCheckout(_ shopper: OpenShopper, at time: Int64) -> Act? {
        let isAtQuote = shopper.next == .beginCheckout
        let logit =
            isAtQuote
            ? reluctanceAtQuote(shopper) : ShopperBehaviour.reluctanceToPay[shopper.intent]
        let givesUp = ElementaryFunctions.logistic(logit + circumstances(shopper, at: time))
        guard random.chance(givesUp) else { return isAtQuote ? .goToPayment : .purchase }

        let point = random.uniform()
        if point < ShopperBehaviour.cancelChance { return .cancel }
        let orBack = ShopperBehaviour.cancelChance + ShopperBehaviour.backToBasketChance
        return point < orBack ? .viewBasket : nil
    }

    private func reluctanceAtQuote(_ shopper: OpenShopper) -> Double {
        let share = min(shippingShare(shopper), ShopperBehaviour.largestShare)
        return ShopperBehaviour.reluctance[shopper.intent]
            + ShopperBehaviour.shippingShock * share * (Double(shopper.thrift) * period.thrift)
    }

    /// What device, country, hour and history add to the logit of giving up.
    private func circumstances(_ shopper: OpenShopper, at time: Int64) -> Double {
        Country.all[Int(shopper.country)].reluctance
            + (shopper.device == .mobile ? ShopperBehaviour.reluctanceOnMobile : 0)
            + (shopper.earlierVisits > 0 ? ShopperBehaviour.reluctanceOfReturning : 0)
            + ShopperBehaviour.reluctance(hour: hourOfDay(time))
    }
}
