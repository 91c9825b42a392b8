/// An advertising campaign: for a while, a channel brings more people, who have come to look.
///
/// They are new to the shop, and fewer of them mean to buy
/// (``ShopperBehaviour/campaignBuyingFactor``).
public struct TrafficCampaign: Hashable, Sendable {
    public var channel: Channel
    /// Visits on top, as a share of those that begin anyway: 0.5 is half as many again.
    public var extraShare: Double
    public var span: TrafficSpan

    public init(_ channel: Channel, extraShare: Double, _ span: TrafficSpan) {
        self.channel = channel
        self.extraShare = extraShare
        self.span = span
    }

    /// The largest share on top.
    public static let mostExtraShare = 100.0

    var isSound: Bool {
        extraShare > 0 && extraShare <= TrafficCampaign.mostExtraShare && span.isSound
    }
}
