import BasketEvents

/// What is known of a session at one moment: all that a score is made from, and nothing else.
///
/// Plain numbers, so that copying one allocates nothing. Times are event time; a time that has not
/// happened is ``EventTime/distantPast``.
public struct SessionFacts: Hashable, Sendable {
    public var start = EventTime.distantPast
    /// The latest event's time.
    public var end = EventTime.distantPast

    public var views: UInt32 = 0
    /// Views of a product, among `views`.
    public var productViews: UInt32 = 0
    public var adds: UInt32 = 0
    public var removes: UInt32 = 0
    public var checkouts: UInt32 = 0
    public var cancels: UInt32 = 0
    public var purchases: UInt32 = 0

    public var firstAdd = EventTime.distantPast
    public var lastAdd = EventTime.distantPast
    /// The latest add or remove.
    public var lastBasketChange = EventTime.distantPast
    public var lastCheckout = EventTime.distantPast
    public var lastCancel = EventTime.distantPast
    public var lastView = EventTime.distantPast

    /// How long the last four events took, first to last, in milliseconds; 0 until there are two.
    public var paceMilliseconds: Int64 = 0
    /// How many events that pace spans: 1 to 4.
    public var paceEvents: UInt8 = 0

    /// Units in the basket.
    public var items: Int64 = 0
    /// Different products in the basket.
    public var products: UInt32 = 0
    /// How many currencies the basket's lines are in; values below are missing unless it is 1.
    public var currencies: UInt8 = 0
    public var currency = Currency.none
    /// What the basket costs, in minor units of `currency`, saturating; 0 unless `currencies` is 1.
    public var valueMinor: Int64 = 0
    /// The highest price of one unit, likewise.
    public var dearestMinor: Int64 = 0

    /// The latest shipping quote in minor units of `shippingCurrency`; -1: none was shown.
    public var shippingMinor: Int64 = -1
    public var shippingCurrency = Currency.none

    /// The latest and the highest checkout step said; -1: none.
    public var step: Int32 = -1
    public var highestStep: Int32 = -1

    public var lastEvent = EventType.view
    public var lastPage = PageKind.none
    public var previousPage = PageKind.none

    /// Stable 32-bit hashes of the context's words; 0: not said.
    public var device: UInt32 = 0
    public var channel: UInt32 = 0
    public var country: UInt32 = 0

    /// What the partition knows of the shopper from sessions closed before this moment.
    public var earlierSessions: UInt32 = 0
    public var earlierPurchases: UInt32 = 0
    /// The end of the shopper's latest closed session.
    public var earlierEnd = EventTime.distantPast

    public init() {}

    /// Whether any line of the basket is above zero.
    @inlinable
    public var hasItems: Bool { items > 0 }
}
