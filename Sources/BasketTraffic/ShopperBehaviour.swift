import BasketEvents

/// Every figure of the story that the stream tells: how often shoppers do what, and why.
///
/// The knobs are the simulation's own, set so that the whole looks as the public figures say:
/// about seven baskets in ten abandoned, extra costs such as shipping the reason named most
/// (Baymard Institute, https://baymard.com/lists/cart-abandonment-rate), popularity by Zipf's law
/// (Newman, https://arxiv.org/abs/cond-mat/0412004), dwell times with a long tail (log-normal).
/// Logits add up inside ``ElementaryFunctions/logistic(_:)``; chances are probabilities.
enum ShopperBehaviour {
    /// The s of Zipf's law: the k-th most popular product of a category sells as 1 / k^s.
    static let zipfExponent = 0.9

    // Who comes.
    /// Nobody returns sooner, in seconds: beyond any gap that closes a session (30 minutes).
    static let shortestAbsence: Int64 = 2_400
    /// How likely each intent is, as weights, by channel; a purchase before adds to `buying`.
    static func intents(_ channel: Channel) -> ByIntent {
        switch channel {
        case .search: ByIntent(browsing: 47, undecided: 35, buying: 18)
        case .direct: ByIntent(browsing: 30, undecided: 33, buying: 34)
        case .social: ByIntent(browsing: 76, undecided: 20, buying: 4)
        case .email: ByIntent(browsing: 34, undecided: 31, buying: 31)
        case .affiliate: ByIntent(browsing: 56, undecided: 33, buying: 11)
        }
    }
    static let buyingWeightOfPurchase = 36.0
    static let deviceWeights = [58.0, 36, 6]
    static let channelWeights = [38.0, 24, 18, 12, 8]
    /// Spreads (standard deviation of the natural logarithm) of what people differ in, median 1.
    static let slownessSpread = 0.35
    static let thriftSpread = 0.45
    static let patienceSpread = 0.40
    /// What a campaign does to the weights of the intents of those whom it brings.
    static let campaignBuyingFactor = 0.35
    static let campaignBrowsingFactor = 1.6

    // How long they take.
    /// The median time until the next event, in seconds; log-normal with ``dwellSpread``.
    static func medianDwell(after act: Act) -> Double {
        switch act {
        case .viewHome: 8
        case .viewList, .viewSearch: 13
        case .viewProduct: 22
        case .viewHelp: 28
        case .add, .remove: 7
        case .viewBasket: 14
        case .beginCheckout: 32
        case .goToPayment: 38
        case .cancel: 10
        case .purchase: 15
        }
    }
    static let dwellSpread = 0.8
    /// Who means to buy acts faster.
    static let haste = ByIntent(browsing: 1.35, undecided: 1.0, buying: 0.65)
    /// The chance of an errand in between, with something in the basket and without.
    static let pauseChance = 0.025
    static let pauseChanceWithBasket = 0.05
    /// The median of an errand, in seconds; log-normal.
    static let medianPause = 240.0
    static let pauseSpread = 0.8
    /// The longest, in seconds: below any gap that closes a session (30 minutes).
    static let longestPause = 1_500.0
    /// Nobody stays longer, in seconds.
    static let longestVisit: Int64 = 2_700

    // What they do on the pages.
    /// The chance to leave after a page, before patience.
    static let leaveChance = ByIntent(browsing: 0.25, undecided: 0.16, buying: 0.1)
    /// With a basket one stays a little longer, to decide.
    static let leaveChanceWithBasket = ByIntent(browsing: 0.16, undecided: 0.09, buying: 0.035)
    /// The chance that the next page of somebody who wanders is a product's; else it is a list, a
    /// search, the front or help.
    static let productChance = ByIntent(browsing: 0.48, undecided: 0.58, buying: 0.68)
    /// The chance to put the product on the page into the basket, at the usual price.
    static let addChance = ByIntent(browsing: 0.14, undecided: 0.33, buying: 0.5)
    /// The same when something lies there already.
    static let addChanceWithBasket = ByIntent(browsing: 0.46, undecided: 0.57, buying: 0.62)
    /// What each further line there does to that chance.
    static let addFatigue = 0.85
    /// The chance to look at the basket after an add, and from any other page.
    static let basketAfterAdd = ByIntent(browsing: 0.25, undecided: 0.33, buying: 0.4)
    static let basketFromPage = ByIntent(browsing: 0.05, undecided: 0.09, buying: 0.15)
    /// The chances, on the basket's page, to begin the checkout and to remove a line.
    static let checkoutChance = ByIntent(browsing: 0.1, undecided: 0.31, buying: 0.66)
    static let removeChance = ByIntent(browsing: 0.28, undecided: 0.25, buying: 0.15)

    // The story: what becomes of a checkout.
    /// The logit of giving up at the quote, were shipping free.
    static let reluctance = ByIntent(browsing: 0.4, undecided: -0.95, buying: -2.5)
    /// What shipping as large as the basket adds to it, for median thrift.
    static let shippingShock = 4.2
    /// Shares of shipping beyond this shock no more.
    static let largestShare = 1.5
    static let reluctanceOnMobile = 0.45
    static let reluctanceOfReturning = -0.25
    /// The logit of giving up at payment; device, country and hour add to it as to the quote's.
    static let reluctanceToPay = ByIntent(browsing: -0.5, undecided: -1.25, buying: -2.4)
    /// Who gives up cancels aloud, goes back to the basket, or (else) leaves without a word.
    static let cancelChance = 0.45
    static let backToBasketChance = 0.2
    /// The chance to leave after a cancel and after a purchase.
    static let leaveAfterCancel = 0.66
    static let leaveAfterPurchase = 0.86

    /// What the hour of the day (UTC) adds to the logit of giving up: late at night one puts things
    /// into a basket to sleep on it.
    static func reluctance(hour: Int) -> Double {
        switch hour {
        case 0..<6: 0.5
        case 6..<9: 0.15
        case 18..<22: -0.25
        default: 0
        }
    }
    /// How many come in an hour of the day (UTC) beside the mean, when the stream follows the day.
    ///
    /// Fewest from 3 to 5 and most from 19 to 21 o'clock, as retailers see it (SaleCycle,
    /// https://www.salecycle.com/blog/stats/when-are-people-most-likely-to-buy-online/).
    static let arrivalsByHour: [Double] = [
        0.45, 0.3, 0.22, 0.2, 0.22, 0.35, 0.6, 0.85, 1.0, 1.1, 1.2, 1.25, 1.3, 1.25, 1.2, 1.15,
        1.2, 1.3, 1.45, 1.6, 1.65, 1.5, 1.1, 0.73,
    ]
    /// How many come on a day of the week (UTC), Monday first, as a share of the week in percent.
    ///
    /// After Doofinder, https://www.doofinder.com/en/statistics/busiest-online-shopping-day; Sunday is
    /// what is left.
    static let arrivalsByWeekday: [Double] = [16.1, 15.5, 15.0, 14.2, 13.4, 12.0, 13.8]
}
