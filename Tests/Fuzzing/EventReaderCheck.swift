import BasketEvents

/// What must hold of any bytes whatever that an ``EventReader`` is given.
///
/// Used by the fuzzer and by the tests alike.
public struct EventReaderCheck: ~Copyable {
    private var reader = EventReader()
    /// Has read something else and longer before: what it finds must not hang on that.
    private var soiled = EventReader()
    private var writer = EventWriter()
    private let soil: [UInt8]

    public init() {
        let pattern = Array(#"9e1}",{[\u0000:"#.utf8)
        soil = (0..<EventLimits.recordBytes).map { pattern[$0 % pattern.count] }
    }

    /// What is wrong with how these bytes are read, in words; `nil`: nothing.
    public mutating func flaw(in bytes: UnsafeRawBufferPointer) -> String? {
        let reason = reader.read(bytes)
        let more = min(bytes.count + 64, soil.count)
        soil.withUnsafeBytes { _ = soiled.read(UnsafeRawBufferPointer(rebasing: $0[..<more])) }
        let again = soiled.read(bytes)
        guard reason == again else {
            return "first \(String(describing: reason)), then \(String(describing: again))"
        }
        guard reason == nil else { return nil }
        guard reader.event.isSame(as: soiled.event) else { return "read twice, two events" }
        return reader.event.excess ?? flawOfRewriting()
    }

    /// What is written of an event must be read as the same event.
    private mutating func flawOfRewriting() -> String? {
        writer.clear()
        writer.append(reader.event)
        // Written anew it may be longer: a number in full, the names of fields.
        guard writer.bytes.count <= EventLimits.recordBytes else { return nil }
        if let reason = writer.bytes.withUnsafeBytes({ soiled.read($0) }) {
            return "written anew it is refused: \(reason)"
        }
        return reader.event.isSame(as: soiled.event) ? nil : "written anew it is another event"
    }
}

extension ShopEvent {
    private var ids: [BorrowedText] { [id, shopperID, sessionID, productID, orderID] }
    private var texts: [BorrowedText] { [page, device, channel, country, reason] }

    fileprivate func isSame(as other: ShopEvent) -> Bool {
        type == other.type && time == other.time && quantity == other.quantity
            && priceMinor == other.priceMinor && shippingMinor == other.shippingMinor
            && valueMinor == other.valueMinor && step == other.step && currency == other.currency
            && zip(ids + texts, other.ids + other.texts).allSatisfy { $0.equals($1.bytes) }
    }

    /// Which limit of docs/events.md the event exceeds; `nil`: none.
    fileprivate var excess: String? {
        guard id.count > 0, shopperID.count > 0 else { return "an id is missing" }
        guard ids.allSatisfy({ $0.count <= EventLimits.idBytes }),
            texts.allSatisfy({ $0.count <= EventLimits.textBytes })
        else { return "a text is too long" }
        guard (ids + texts).allSatisfy({ $0.isSound }) else { return "a text is no UTF-8" }
        guard EventLimits.timeMilliseconds.contains(time.milliseconds) else { return "time" }
        guard quantity.isNone(or: EventLimits.quantity), step.isNone(or: EventLimits.step),
            priceMinor.isNone(or: EventLimits.amountMinor),
            shippingMinor.isNone(or: EventLimits.amountMinor),
            valueMinor.isNone(or: EventLimits.amountMinor)
        else { return "a number is out of range" }
        return nil
    }
}

extension BorrowedText {
    fileprivate var isSound: Bool {
        !bytes.contains(0) && String(validating: bytes, as: UTF8.self) != nil
    }
}

extension Int64? {
    fileprivate func isNone(or range: ClosedRange<Int64>) -> Bool {
        map(range.contains) ?? true
    }
}
