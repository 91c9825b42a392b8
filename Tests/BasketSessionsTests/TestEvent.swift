import BasketEvents

/// One event of a test, with what its record says beside it.
struct TestEvent: Sendable {
    var type: EventType
    var id: String
    var shopper = "u-1"
    /// Milliseconds since 1970.
    var time: Int64
    var product: String?
    var quantity: Int64?
    var price: Int64?
    var shipping: Int64?
    var value: Int64?
    var step: Int64?
    var currency: String?
    var order: String?
    var page: String?
    var device: String?
    var country: String?
    var session: String?

    /// The record's own timestamp.
    var timestamp: Int64?
    /// The record's key: the shopper's id unless set.
    var key: Key = .shopper

    enum Key: Sendable {
        case shopper
        case missing
        case other(String)
    }

    init(_ type: EventType, _ id: String, at time: Int64) {
        self.type = type
        self.id = id
        self.time = time
    }

    /// The same event with something changed.
    func with(_ change: (inout TestEvent) -> Void) -> TestEvent {
        var copy = self
        change(&copy)
        return copy
    }

    /// Its time as the sessions see it: clamped by the record's timestamp.
    func seenTime(ahead: Int64) -> Int64 {
        timestamp.map { min(time, $0 + ahead) } ?? time
    }

    var json: [UInt8] {
        var fields = ["\"id\":\"\(id)\"", "\"type\":\"\(type.word)\"", "\"time_ms\":\(time)"]
        func add(_ name: String, _ text: String?) {
            if let text { fields.append("\"\(name)\":\"\(text)\"") }
        }
        func add(_ name: String, _ number: Int64?) {
            if let number { fields.append("\"\(name)\":\(number)") }
        }
        add("shopper_id", shopper)
        add("session_id", session)
        add("product_id", product)
        add("quantity", quantity)
        add("price_minor", price)
        add("shipping_minor", shipping)
        add("value_minor", value)
        add("step", step)
        add("currency", currency)
        add("order_id", order)
        add("page", page)
        add("device", device)
        add("country", country)
        return Array("{\(fields.joined(separator: ","))}".utf8)
    }

    var record: TestRecord {
        let key: [UInt8]? =
            switch self.key {
            case .shopper: Array(shopper.utf8)
            case .missing: nil
            case .other(let other): Array(other.utf8)
            }
        return TestRecord(key: key, value: json, timestamp: timestamp)
    }
}

extension TestEvent {
    /// 2025-11-26 10:00 UTC: where the tests' time begins.
    static let dawn: Int64 = 1_764_151_200_000

    static func view(_ id: String, at time: Int64, page: String? = nil) -> TestEvent {
        TestEvent(.view, id, at: time).with { $0.page = page }
    }

    static func add(
        _ id: String, at time: Int64, _ product: String = "p-1", quantity: Int64 = 1,
        price: Int64 = 1000, currency: String = "EUR"
    ) -> TestEvent {
        TestEvent(.addToBasket, id, at: time).with {
            $0.product = product
            $0.quantity = quantity
            $0.price = price
            $0.currency = currency
        }
    }

    static func remove(
        _ id: String, at time: Int64, _ product: String = "p-1", quantity: Int64 = 1
    ) -> TestEvent {
        TestEvent(.removeFromBasket, id, at: time).with {
            $0.product = product
            $0.quantity = quantity
            $0.price = 1000
            $0.currency = "EUR"
        }
    }

    static func checkout(_ id: String, at time: Int64, shipping: Int64? = nil) -> TestEvent {
        TestEvent(.checkout, id, at: time).with {
            $0.shipping = shipping
            $0.currency = shipping == nil ? nil : "EUR"
        }
    }

    static func cancel(_ id: String, at time: Int64) -> TestEvent {
        TestEvent(.cancel, id, at: time)
    }

    static func purchase(
        _ id: String, at time: Int64, order: String? = nil, value: Int64? = nil,
        currency: String = "EUR"
    ) -> TestEvent {
        TestEvent(.purchase, id, at: time).with {
            $0.order = order
            $0.value = value
            $0.currency = value == nil ? nil : currency
        }
    }

    func by(_ shopper: String) -> TestEvent { with { $0.shopper = shopper } }
}
