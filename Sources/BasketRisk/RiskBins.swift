import BasketEvents
import BasketSessions

/// A moment as the model sees it: for each feature, which of its bins the moment falls into.
///
/// Made from the moment and its facts alone, so the same moment gives the same bins, live, in a
/// replay and in training. A byte a feature, no allocation.
public struct RiskBins: Hashable, Sendable {
    var storage = PerFeature<UInt8>.zero

    /// The first bin of each feature.
    init() {}

    static let stepBins = 17
    // Written out, so that the multiplications below fold; a test holds them to the enums.
    static let eventTypes = 6
    static let pageKinds = 10
    static let lastEventBins = 5 * eventTypes
    static let lastPagesBins = pageKinds * pageKinds
    static let historyBins = 15
    static let deviceBins = 8
    static let channelBins = 16
    static let countryBins = 64
    static let progressBins = 6
    static let coarseValueBins = 8

    public init(_ moment: Moment) {
        let facts = moment.facts
        putBasket(facts)
        putDeeds(facts, moment.cause)
        putTimes(facts, asOf: moment.time)
        putContext(facts, asOf: moment.time)
        putCrosses(facts)
    }

    /// The bin of one feature, from 0.
    @inline(__always)
    public subscript(feature: RiskFeature) -> Int { Int(storage[feature.index]) }

    @inline(__always)
    mutating func put(_ feature: RiskFeature, _ bin: Int) {
        storage[feature.index] = UInt8(truncatingIfNeeded: bin)
    }
}

extension RiskBins {
    @inline(__always)
    private mutating func putBasket(_ facts: SessionFacts) {
        put(.items, Scale.items.bin(facts.items))
        put(.products, Scale.products.bin(Int64(facts.products)))
        put(.shippingShare, RiskBins.share(facts))
        guard facts.currencies == 1 else { return }
        let value = facts.currency.wholeUnits(ofMinor: facts.valueMinor)
        put(.value, Scale.value.bin(value))
        put(.dearest, Scale.price.bin(facts.currency.wholeUnits(ofMinor: facts.dearestMinor)))
        guard facts.items > 0 else { return }
        put(.meanPrice, Scale.price.bin(value / facts.items))
    }

    @inline(__always)
    private static func share(_ facts: SessionFacts) -> Int {
        if facts.shippingMinor < 0 { return ShareScale.notShown }
        guard facts.currencies == 1, facts.shippingCurrency == facts.currency, facts.valueMinor > 0
        else { return ShareScale.notComparable }
        if facts.shippingMinor == 0 { return ShareScale.free }
        // A quote is at most 10^12, so this can't overflow; what can't be is held to it all the same.
        return ShareScale.bin(
            percent: min(facts.shippingMinor, 1_000_000_000_000) &* 100 / facts.valueMinor)
    }

    @inline(__always)
    private mutating func putDeeds(_ facts: SessionFacts, _ cause: MomentCause) {
        put(.views, Scale.views.bin(Int64(facts.views)))
        put(.productViews, Scale.views.bin(Int64(facts.productViews)))
        put(.adds, Scale.deeds.bin(Int64(facts.adds)))
        put(.removes, Scale.deeds.bin(Int64(facts.removes)))
        put(.checkouts, Scale.deeds.bin(Int64(facts.checkouts)))
        if facts.highestStep >= 0 {
            let isBehind = facts.step < facts.highestStep ? 1 : 0
            put(.step, 1 &+ 2 &* Int(min(facts.highestStep, 7)) &+ isBehind)
        }
        put(.lastEvent, Int(cause.rawValue) &* RiskBins.eventTypes &+ Int(facts.lastEvent.rawValue))
        put(
            .lastPages,
            Int(facts.previousPage.rawValue) &* RiskBins.pageKinds &+ Int(facts.lastPage.rawValue))
    }

    @inline(__always)
    private mutating func putTimes(_ facts: SessionFacts, asOf now: EventTime) {
        put(.silence, SilenceScale.bin(milliseconds: now.milliseconds &- facts.end.milliseconds))
        put(.sinceStart, RiskBins.since(facts.start, now))
        put(.sinceFirstAdd, RiskBins.since(facts.firstAdd, now))
        put(.sinceBasketChange, RiskBins.since(facts.lastBasketChange, now))
        put(.sinceCheckout, RiskBins.since(facts.lastCheckout, now))
        if facts.lastCancel != .distantPast {
            // Bin 1: something was added after the cancel, which so counts for less.
            let isOver = facts.lastAdd > facts.lastCancel
            put(.sinceCancel, isOver ? 1 : RiskBins.since(facts.lastCancel, now) &+ 1)
        }
        if facts.paceEvents > 1 {
            let gaps = Int64(facts.paceEvents) &- 1
            put(.pace, Scale.pace.bin(facts.paceMilliseconds / gaps / 1_000))
        }
    }

    /// The bin of the whole seconds since then; 0: has not happened.
    @inline(__always)
    private static func since(_ then: EventTime, _ now: EventTime) -> Int {
        if then == .distantPast { return 0 }
        return Scale.seconds.bin((now.milliseconds &- then.milliseconds) / 1_000)
    }

    @inline(__always)
    private mutating func putContext(_ facts: SessionFacts, asOf now: EventTime) {
        let hours = UInt64(max(0, now.milliseconds)) / 3_600_000
        put(.hour, Int(hours % 24))
        // 1970 began on a Thursday; Monday is bin 0.
        put(.weekday, Int((hours / 24 &+ 3) % 7))
        let visits = facts.earlierSessions
        let visitBin = visits < 3 ? Int(visits) : visits < 6 ? 3 : 4
        put(.history, visitBin &* 3 &+ Int(min(facts.earlierPurchases, 2)))
        if facts.earlierEnd != .distantPast {
            let since = now.milliseconds &- facts.earlierEnd.milliseconds
            put(.daysSince, Scale.days.bin(since / 86_400_000))
        }
        put(.device, RiskBins.bucket(facts.device, of: RiskBins.deviceBins))
        put(.channel, RiskBins.bucket(facts.channel, of: RiskBins.channelBins))
        put(.country, RiskBins.bucket(facts.country, of: RiskBins.countryBins))
    }

    /// A hash's bucket; 0 is kept for what was not said.
    @inline(__always)
    private static func bucket(_ hash: UInt32, of bins: Int) -> Int {
        hash == 0 ? 0 : 1 &+ Int(hash % UInt32(bins &- 1))
    }

    @inline(__always)
    private mutating func putCrosses(_ facts: SessionFacts) {
        let silence = SilenceScale.coarse(self[.silence])
        let share = ShareScale.coarse(self[.shippingShare])
        put(.silenceByCheckout, silence &* RiskBins.progressBins &+ RiskBins.progress(facts))
        put(.shippingBySilence, share &* SilenceScale.coarseBinCount &+ silence)
        put(
            .shippingByValue,
            share &* RiskBins.coarseValueBins &+ RiskBins.coarseValue(self[.value]))
    }

    /// Puts another shipping share in, and with it the crosses that look at it.
    mutating func quoteShipping(share: Int) {
        put(.shippingShare, share)
        let silence = SilenceScale.coarse(self[.silence])
        let coarse = ShareScale.coarse(share)
        put(.shippingBySilence, coarse &* SilenceScale.coarseBinCount &+ silence)
        put(
            .shippingByValue,
            coarse &* RiskBins.coarseValueBins &+ RiskBins.coarseValue(self[.value]))
    }

    /// How far the checkout is: none, of an unknown step, step 0 or 1, step 2, further, cancelled.
    @inline(__always)
    private static func progress(_ facts: SessionFacts) -> Int {
        if facts.checkouts == 0 { return 0 }
        if facts.lastCancel > facts.lastCheckout { return 5 }
        if facts.step < 0 { return 1 }
        return facts.step < 2 ? 2 : facts.step == 2 ? 3 : 4
    }

    /// Missing, then below 8, 16, 32, 64, 128, 256 currency units, and from 256 on.
    @inline(__always)
    private static func coarseValue(_ bin: Int) -> Int {
        // Bin 7 of the value begins at 8 units, and every second one after it at twice as much.
        bin == 0 ? 0 : bin < 7 ? 1 : min(2 &+ (bin &- 7) / 2, 7)
    }
}
