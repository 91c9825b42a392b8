import BasketEvents

/// An event that owns its texts, to compare and to keep.
struct OwnedEvent: Equatable {
    var type = EventType.view
    var time: Int64 = 1_764_151_445_120
    var id = "e-1"
    var shopperID = "u-1"
    var sessionID = ""
    var productID = ""
    var orderID = ""
    var page = ""
    var device = ""
    var channel = ""
    var country = ""
    var reason = ""
    var quantity: Int64?
    var priceMinor: Int64?
    var shippingMinor: Int64?
    var valueMinor: Int64?
    var step: Int64?
    var currency = Currency.none

    init() {}

    init(_ event: borrowing ShopEvent) {
        type = event.type
        time = event.time.milliseconds
        id = event.id.description
        shopperID = event.shopperID.description
        sessionID = event.sessionID.description
        productID = event.productID.description
        orderID = event.orderID.description
        page = event.page.description
        device = event.device.description
        channel = event.channel.description
        country = event.country.description
        reason = event.reason.description
        quantity = event.quantity
        priceMinor = event.priceMinor
        shippingMinor = event.shippingMinor
        valueMinor = event.valueMinor
        step = event.step
        currency = event.currency
    }

    /// What an `EventWriter` makes of it.
    func written() -> [UInt8] {
        var lender = TextLender()
        var event = ShopEvent()
        event.type = type
        event.time = EventTime(milliseconds: time)
        event.id = lender.lend(id)
        event.shopperID = lender.lend(shopperID)
        event.sessionID = lender.lend(sessionID)
        event.productID = lender.lend(productID)
        event.orderID = lender.lend(orderID)
        event.page = lender.lend(page)
        event.device = lender.lend(device)
        event.channel = lender.lend(channel)
        event.country = lender.lend(country)
        event.reason = lender.lend(reason)
        event.quantity = quantity
        event.priceMinor = priceMinor
        event.shippingMinor = shippingMinor
        event.valueMinor = valueMinor
        event.step = step
        event.currency = currency
        var writer = EventWriter()
        writer.append(event)
        return writer.bytes
    }
}

/// Owns the bytes of texts that are lent.
struct TextLender: ~Copyable {
    private var lent: [UnsafeMutableBufferPointer<UInt8>] = []

    mutating func lend(_ text: String) -> BorrowedText {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
        _ = copy.initialize(from: text.utf8)
        lent.append(copy)
        return BorrowedText(base: copy.baseAddress, count: copy.count)
    }

    deinit {
        for text in lent { text.deallocate() }
    }
}

/// What a reader makes of a record.
enum Reading: Equatable {
    case event(OwnedEvent)
    case refused(RefusalReason)

    init(_ record: [UInt8]) {
        var reader = EventReader()
        self.init(record, by: &reader)
    }

    init(_ record: [UInt8], by reader: inout EventReader) {
        let reason = record.withUnsafeBytes { reader.read($0) }
        self = reason.map { .refused($0) } ?? .event(OwnedEvent(reader.event))
    }

    init(_ record: String) {
        self.init(Array(record.utf8))
    }

    /// Reads a good event with these fields more.
    init(adding fields: String) {
        self.init(Reading.record(adding: fields))
    }

    static func record(adding fields: String) -> String {
        #"{"id":"e-1","type":"view","time_ms":1764151445120,"shopper_id":"u-1","# + fields + "}"
    }

    var reason: RefusalReason? {
        if case .refused(let reason) = self { reason } else { nil }
    }

    var event: OwnedEvent? {
        if case .event(let event) = self { event } else { nil }
    }

    /// Whether the record was JSON, within our limits, whatever its fields were worth.
    var isJSON: Bool {
        ![.emptyRecord, .recordTooLarge, .badJSON, .badUTF8, .nestedTooDeep].contains(reason)
    }
}
