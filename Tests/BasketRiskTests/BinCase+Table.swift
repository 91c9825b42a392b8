import BasketEvents
import BasketRisk
import BasketSessions

extension BinCase {
    static let table: [BinCase] = money + checkout + pages + visits + crosses

    private static let money: [BinCase] = [
        BinCase(.value, 0, "two currencies") { $0.currencies = 2 },
        BinCase(.shippingShare, 1, "a quote, and two currencies") {
            ($0.currencies, $0.shippingMinor, $0.shippingCurrency) = (2, 500, euro)
        },
        BinCase(.shippingShare, 1, "a quote in another currency") {
            ($0.shippingMinor, $0.shippingCurrency) = (500, Currency("USD")!)
        },
        BinCase(.shippingShare, 1, "a quote on a basket that costs nothing") {
            ($0.valueMinor, $0.shippingMinor, $0.shippingCurrency) = (0, 500, euro)
        },
        BinCase(.meanPrice, 0, "no units left") { $0.items = 0 },
    ]

    private static let checkout: [BinCase] = [
        BinCase(.step, 1, "step 0") { ($0.step, $0.highestStep) = (0, 0) },
        BinCase(.step, 7, "step 3") { ($0.step, $0.highestStep) = (3, 3) },
        BinCase(.step, 8, "back from step 3 to 1") { ($0.step, $0.highestStep) = (1, 3) },
        BinCase(.step, 15, "step 7") { ($0.step, $0.highestStep) = (7, 7) },
        BinCase(.step, 15, "step 900") { ($0.step, $0.highestStep) = (900, 900) },
        BinCase(.sinceCancel, 0, "no cancel") { _ in },
        BinCase(.sinceCancel, 1, "an add after the cancel") {
            $0.lastCancel = EventTime(milliseconds: $0.lastAdd.milliseconds - 1)
        },
        BinCase(.sinceCancel, 2, "a cancel just now") { $0.lastCancel = $0.lastAdd },
        BinCase(.pace, 0, "a single event") { $0.paceEvents = 1 },
        BinCase(.pace, 10, "30 s between events") { _ in },
        BinCase(.pace, 2, "1 s between two events") {
            ($0.paceEvents, $0.paceMilliseconds) = (2, 1_999)
        },
    ]

    private static let pages: [BinCase] = [
        BinCase(.lastEvent, 1, "an add") { _ in },
        BinCase(.lastEvent, 0, "an add that arrived behind a view") { $0.lastEvent = .view },
        BinCase(.lastPages, 24, "a list, then a product") { _ in },
        BinCase(.lastPages, 0, "no page yet") { ($0.previousPage, $0.lastPage) = (.none, .none) },
        BinCase(.lastPages, 99, "two others") { ($0.previousPage, $0.lastPage) = (.other, .other) },
    ]

    private static let visits: [BinCase] = [
        BinCase(.hour, 10, "four past ten") { _ in },
        BinCase(.weekday, 2, "a Wednesday") { _ in },
        BinCase(.history, 0, "a new shopper") { _ in },
        BinCase(.history, 3, "one session before") { $0.earlierSessions = 1 },
        BinCase(.history, 10, "four before, one purchase") {
            ($0.earlierSessions, $0.earlierPurchases) = (4, 1)
        },
        BinCase(.history, 14, "many before, many purchases") {
            ($0.earlierSessions, $0.earlierPurchases) = (60, 9)
        },
        BinCase(.daysSince, 1, "an hour ago") {
            $0.earlierEnd = EventTime(milliseconds: noon - 60 * minute)
        },
        BinCase(.daysSince, 4, "three days ago") {
            $0.earlierEnd = EventTime(milliseconds: noon - 3 * day)
        },
        BinCase(.daysSince, 13, "years ago") {
            $0.earlierEnd = EventTime(milliseconds: noon - 900 * day)
        },
        BinCase(.device, 1, "a hash of 7") { $0.device = 7 },
        BinCase(.channel, 2, "a hash of 16") { $0.channel = 16 },
        BinCase(.country, 63, "a hash of 62") { $0.country = 62 },
    ]

    private static let crosses: [BinCase] = [
        BinCase(.silenceByCheckout, 0, "no checkout") { _ in },
        BinCase(.silenceByCheckout, 1, "a checkout of no step") { $0.checkouts = 1 },
        BinCase(.silenceByCheckout, 2, "a first step") { ($0.checkouts, $0.step) = (1, 1) },
        BinCase(.silenceByCheckout, 3, "a second step") { ($0.checkouts, $0.step) = (1, 2) },
        BinCase(.silenceByCheckout, 4, "a later step") { ($0.checkouts, $0.step) = (1, 3) },
        BinCase(.silenceByCheckout, 5, "a checkout that was cancelled") {
            ($0.checkouts, $0.lastCheckout) = (1, EventTime(milliseconds: noon - minute))
            $0.lastCancel = EventTime(milliseconds: noon)
        },
        BinCase(.silenceByCheckout, 30, "no checkout, silent for 20 minutes") {
            $0.end = EventTime(milliseconds: noon - 20 * minute)
        },
        BinCase(.shippingBySilence, 49, "shipping as dear as the basket, 1 minute of silence") {
            ($0.shippingMinor, $0.shippingCurrency) = (4_000, euro)
            $0.end = EventTime(milliseconds: noon - minute)
        },
        BinCase(.shippingByValue, 4, "no quote, 40 EUR") { _ in },
        BinCase(.shippingByValue, 68, "shipping as dear as the basket, 40 EUR") {
            ($0.shippingMinor, $0.shippingCurrency) = (4_000, euro)
        },
        BinCase(.shippingByValue, 1, "no quote, 7 EUR") { $0.valueMinor = 799 },
        BinCase(.shippingByValue, 2, "no quote, 8 EUR") { $0.valueMinor = 800 },
        BinCase(.shippingByValue, 7, "no quote, 256 EUR") { $0.valueMinor = 25_600 },
        BinCase(.shippingByValue, 0, "no quote, two currencies") { $0.currencies = 2 },
    ]
}
