import KafkaLog

/// One event as it is sent: key and value.
struct SentEvent {
    let shopper: String
    let json: String

    /// An add by a shopper of its own, a second after the one before.
    static func add(_ number: Int, padding: Int = 0) -> SentEvent {
        let shopper = "u-\(number)"
        return SentEvent(
            shopper: shopper,
            json: """
                {"id":"e-\(number)","type":"add_to_basket","time_ms":\(1_764_144_000_000 + number * 1_000),\
                "shopper_id":"\(shopper)","product_id":"p-1","quantity":1,"price_minor":2400,\
                "currency":"EUR","x":"\(String(repeating: "x", count: padding))"}
                """)
    }
}

extension LogProducer {
    mutating func send(_ event: SentEvent, partition: Int32? = nil) throws {
        var failure: (any Error)?
        Array(event.shopper.utf8).withUnsafeBytes { key in
            Array(event.json.utf8).withUnsafeBytes { value in
                do {
                    try send(key: key, value: value, partition: partition)
                } catch {
                    failure = error
                }
            }
        }
        if let failure { throw failure }
    }
}
