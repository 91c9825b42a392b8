extension StartingWeights {
    /// The simulated shop's own: who buys from where and when, and how people read its pages.
    static let leftOut: [RiskFeature] = [
        .device, .channel, .country, .hour, .weekday, .views, .productViews, .lastPages, .pace,
    ]

    /// What hangs on a shop's prices and its currency, or on how often its shoppers come.
    static let heldBack: [RiskFeature] = [.value, .dearest, .meanPrice, .history, .daysSince]

    /// The share of sessions from which the shipping quote is hidden, and so, each by itself, the
    /// checkout steps and the prices. Without that "no quote" would only ever mean "no checkout yet".
    static let hiddenShare = 1.0 / 3

    /// What holds before any data: dearer shipping and longer silence never make a purchase likelier.
    /// With silence grow all times since.
    static let rising: [(RiskFeature, [[Int]])] = [
        (.shippingShare, [Array(ShareScale.free..<ShareScale.binCount)]),
        (.silence, [Array(0..<SilenceScale.binCount)]),
        (.sinceStart, [times]), (.sinceFirstAdd, [times]), (.sinceBasketChange, [times]),
        (.sinceCheckout, [times]), (.sinceCancel, [times.map { $0 + 1 }]),
        (
            .silenceByCheckout,
            runs(of: 0..<SilenceScale.coarseBinCount, beside: RiskBins.progressBins)
        ),
        (.shippingBySilence, runs(of: shares, beside: SilenceScale.coarseBinCount)),
        (.shippingByValue, runs(of: shares, beside: RiskBins.coarseValueBins)),
    ]

    private static let times = Array(1..<Scale.seconds.binCount)
    private static let shares = ShareScale.free..<ShareScale.coarseBinCount

    /// The runs of a cross along its first part, one for each bin of the second.
    private static func runs(of first: Range<Int>, beside second: Int) -> [[Int]] {
        (0..<second).map { other in first.map { $0 * second + other } }
    }
}
