/// One thing a shopper did, as read from a record. Field by field as docs/events.md.
///
/// Its texts are borrowed from the record and its ``EventReader``: they are gone when the reader
/// reads the next record.
public struct ShopEvent {
    public var type: EventType = .view
    public var time = EventTime.distantPast
    public var id = BorrowedText.absent
    public var shopperID = BorrowedText.absent
    /// The shop's own session id; windows do not depend on it.
    public var sessionID = BorrowedText.absent
    public var productID = BorrowedText.absent
    public var page = BorrowedText.absent
    public var device = BorrowedText.absent
    public var channel = BorrowedText.absent
    public var country = BorrowedText.absent
    public var orderID = BorrowedText.absent
    public var reason = BorrowedText.absent
    /// 1 to 1,000,000; `nil` where the event carries none.
    public var quantity: Int64?
    /// Price of one, in minor units of `currency`; 0 to 10^12.
    public var priceMinor: Int64?
    /// The shipping quote, in minor units of `currency`; 0 to 10^12.
    public var shippingMinor: Int64?
    /// What the order cost, in minor units of `currency`; 0 to 10^12.
    public var valueMinor: Int64?
    /// How far the checkout is; 0 to 1,000.
    public var step: Int64?
    public var currency = Currency.none

    public init() {}
}
