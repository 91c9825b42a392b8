import BasketEvents
import BasketRisk
import BasketSessions
import Testing

/// What is changed of the sample, and the bin that a feature then falls into.
struct BinCase: Sendable, CustomTestStringConvertible {
    let feature: RiskFeature
    let bin: Int
    let name: String
    let change: @Sendable (inout SessionFacts) -> Void

    init(
        _ feature: RiskFeature, _ bin: Int, _ name: String,
        _ change: @escaping @Sendable (inout SessionFacts) -> Void
    ) {
        self.feature = feature
        self.bin = bin
        self.name = name
        self.change = change
    }

    var testDescription: String { "\(feature.name): \(name) is bin \(bin)" }

    func holds() -> Bool {
        RiskBins(Moment.sample(change))[feature] == bin
    }
}

@Suite("A moment's bins")
struct RiskBinsTests {
    @Test(
        "double every second bin of a count",
        arguments: [
            (0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 4), (6, 5), (7, 5), (8, 6), (11, 6),
            (12, 7),
            (15, 7), (16, 8), (23, 8), (24, 9), (31, 9), (32, 10), (48, 11), (64, 12), (96, 13),
            (127, 13), (128, 14), (4_000_000_000, 14),
        ] as [(UInt32, Int)])
    func counts(count: UInt32, bin: Int) {
        #expect(RiskBins(.sample { $0.views = count })[.views] == bin)
        #expect(RiskBins(.sample { $0.productViews = count })[.productViews] == bin)
        #expect(RiskBins(.sample { $0.adds = count })[.adds] == min(bin, 8))
        #expect(RiskBins(.sample { $0.removes = count })[.removes] == min(bin, 8))
        #expect(RiskBins(.sample { $0.checkouts = count })[.checkouts] == min(bin, 8))
        #expect(RiskBins(.sample { $0.products = count })[.products] == min(bin, 10))
        #expect(RiskBins(.sample { $0.items = Int64(count) })[.items] == min(bin, 12))
    }

    @Test(
        "double every second bin of whole currency units, whatever the minor unit",
        arguments: [
            ("EUR", 0, 1), ("EUR", 99, 1), ("EUR", 100, 2), ("EUR", 199, 2), ("EUR", 200, 3),
            ("EUR", 1_599, 8), ("EUR", 1_600, 9), ("EUR", 819_200, 27), ("EUR", 1_638_400, 29),
            ("EUR", .max, 29), ("JPY", 15, 8), ("JPY", 16, 9), ("KWD", 15_999, 8),
            ("KWD", 16_000, 9),
        ] as [(String, Int64, Int)])
    func amounts(currency: String, minor: Int64, bin: Int) {
        let bins = RiskBins(
            .sample {
                $0.currency = Currency(currency)!
                $0.valueMinor = minor
                $0.dearestMinor = minor
                $0.items = 1
            })
        #expect(bins[.value] == bin)
        #expect(bins[.dearest] == min(bin, 27))
        #expect(bins[.meanPrice] == min(bin, 27))
    }

    @Test("know the mean price of several units")
    func meanPrice() {
        let bins = RiskBins(.sample { ($0.valueMinor, $0.items) = (4_800, 3) })
        #expect(bins[.meanPrice] == 9)
    }

    @Test(
        "tell the shipping quote's share of the basket",
        arguments: [
            (-1, 0), (0, 2), (1, 3), (499, 3), (500, 4), (999, 4), (1_000, 5), (1_500, 6),
            (2_000, 7),
            (2_999, 7), (3_000, 8), (4_000, 9), (5_000, 10), (7_499, 10), (7_500, 11), (9_999, 11),
            (10_000, 12), (14_999, 12), (15_000, 13), (1_000_000_000_000, 13),
        ] as [(Int64, Int)])
    func shippingShare(shipping: Int64, bin: Int) {
        let bins = RiskBins(
            .sample {
                $0.valueMinor = 10_000
                $0.shippingMinor = shipping
                $0.shippingCurrency = euro
            })
        #expect(bins[.shippingShare] == bin)
    }

    @Test(
        "tell the silence",
        arguments: [
            (0, 0), (14, 0), (15, 1), (30, 2), (60, 3), (119, 3), (120, 4), (180, 5), (300, 6),
            (450, 7), (600, 8), (900, 9), (1_200, 10), (1_499, 10), (1_500, 11), (90_000, 11),
        ] as [(Int64, Int)])
    func silence(seconds: Int64, bin: Int) {
        #expect(RiskBins(.sample(silence: seconds * second))[.silence] == bin)
    }

    @Test(
        "tell the time since, in seconds",
        arguments: [
            (0, 1), (1, 2), (2, 3), (59, 12), (60, 12), (64, 13), (300, 17), (1_800, 22),
            (16_384, 29), (1_000_000, 29),
        ] as [(Int64, Int)])
    func since(seconds: Int64, bin: Int) {
        let then = EventTime(milliseconds: noon - seconds * second)
        let bins = RiskBins(
            .sample {
                ($0.start, $0.firstAdd, $0.lastBasketChange) = (then, then, then)
                ($0.lastCheckout, $0.lastCancel, $0.lastAdd) = (then, then, then)
            })
        for feature in [RiskFeature.sinceStart, .sinceFirstAdd, .sinceBasketChange, .sinceCheckout]
        {
            #expect(bins[feature] == bin, "\(feature.name)")
        }
        #expect(bins[.sinceCancel] == bin + 1)
    }

    @Test("follow each fact", arguments: BinCase.table)
    func table(_ row: BinCase) {
        #expect(row.holds())
    }

    @Test("have room for every cause, type and kind of page")
    func roomForAll() {
        let (causes, types) = (MomentCause.allCases, EventType.allCases)
        #expect(RiskFeature.lastEvent.binCount == causes.count * types.count)
        #expect(RiskFeature.lastPages.binCount == PageKind.allCases.count * PageKind.allCases.count)
    }

    @Test("say missing where nothing is known")
    func missing() {
        let bins = RiskBins(
            Moment(
                session: SessionKey(rawValue: 1), offset: 1, ordinal: 1, cause: .add,
                time: EventTime(milliseconds: noon), facts: SessionFacts()))
        let canBeMissing: [RiskFeature] = [
            .shippingShare, .value, .dearest, .meanPrice, .step, .sinceStart, .sinceFirstAdd,
            .sinceBasketChange, .sinceCheckout, .sinceCancel, .pace, .daysSince, .device, .channel,
            .country,
        ]
        for feature in canBeMissing { #expect(bins[feature] == 0, "\(feature.name)") }
    }

    @Test("are within the feature's own, whatever the facts", arguments: UInt64(0)..<20)
    func stayInside(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            let bins = RiskBins(.random(&random))
            for feature in RiskFeature.allCases {
                #expect(bins[feature] < feature.binCount, "\(feature.name)")
            }
        }
    }
}
