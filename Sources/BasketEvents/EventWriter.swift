/// Writes native JSON events into a buffer that it reuses.
public struct EventWriter {
    /// What has been written since the last ``clear()``.
    public private(set) var bytes: [UInt8] = []
    /// Where one event is written first: always as large as the event can become.
    private var draft = [UInt8](repeating: 0, count: 4096)

    public init() {}

    /// Forgets what was written and keeps the memory.
    public mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Appends one event as a flat JSON object, without a line end. Absent fields are left out, and
    /// so are empty texts, which an ``EventReader`` takes for absent.
    public mutating func append(_ event: ShopEvent) {
        let most = EventWriter.mostBytes(event)
        if draft.count < most {
            draft.append(contentsOf: repeatElement(0, count: most - draft.count))
        }
        let count = draft.withUnsafeMutableBufferPointer { draft in
            guard let start = draft.baseAddress else { return 0 }
            var pen = JSONPen(at: start)
            pen.write(event)
            return pen.at - start
        }
        draft.withUnsafeBytes { draft in
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: draft[..<count]))
        }
    }

    /// No event is written larger: a byte of text becomes six at most (`\u0001`), and the names of
    /// all fields with the longest numbers stay under 700 bytes.
    private static func mostBytes(_ event: ShopEvent) -> Int {
        let ids = event.id.count + event.shopperID.count + event.sessionID.count
        let things = event.productID.count + event.page.count + event.orderID.count
        let context = event.device.count + event.channel.count + event.country.count
        return 6 * (ids + things + context + event.reason.count) + 700
    }
}

extension JSONPen {
    fileprivate mutating func write(_ event: ShopEvent) {
        field("{\"id\":\"", event.id)
        literal(event.id.count > 0 ? ",\"type\":\"" : "{\"type\":\"")
        literal(event.type.word)
        literal("\",\"time_ms\":")
        number(event.time.milliseconds)
        field(",\"shopper_id\":\"", event.shopperID)
        field(",\"session_id\":\"", event.sessionID)
        field(",\"page\":\"", event.page)
        field(",\"product_id\":\"", event.productID)
        field(",\"quantity\":", event.quantity)
        field(",\"price_minor\":", event.priceMinor)
        field(",\"order_id\":\"", event.orderID)
        field(",\"value_minor\":", event.valueMinor)
        field(",\"shipping_minor\":", event.shippingMinor)
        if event.currency != .none {
            literal(",\"currency\":\"")
            letters(event.currency.code)
            literal("\"")
        }
        field(",\"step\":", event.step)
        field(",\"device\":\"", event.device)
        field(",\"channel\":\"", event.channel)
        field(",\"country\":\"", event.country)
        field(",\"reason\":\"", event.reason)
        literal("}")
    }
}
