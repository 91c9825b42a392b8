extension FoundFields {
    /// Checks what the fields say and puts it into an event.
    ///
    /// - Returns: the first reason against it, in the order of the table in docs/events.md.
    func fill(_ event: inout ShopEvent) -> RefusalReason? {
        do throws(RefusalReason) {
            event.type = try type()
            event.time = try time()
            event.id = try required(.id, or: .missingID)
            event.shopperID = try required(.shopperID, or: .missingShopper)
            event.productID = text(.productID)
            event.quantity = try quantity()
            if event.type == .addToBasket || event.type == .removeFromBasket {
                guard event.productID.isPresent else { return .missingProduct }
                guard event.quantity != nil else { return .missingQuantity }
            }
            event.priceMinor = try amount(.priceMinor)
            event.shippingMinor = try amount(.shippingMinor)
            event.valueMinor = try amount(.valueMinor)
            event.currency = try currency()
            event.step = try step()
        } catch {
            return error
        }
        event.sessionID = text(.sessionID)
        event.page = text(.page)
        event.device = text(.device)
        event.channel = text(.channel)
        event.country = text(.country)
        event.orderID = text(.orderID)
        event.reason = text(.reason)
        return nil
    }

    @inline(__always)
    private func required(
        _ field: EventField, or reason: RefusalReason
    ) throws(RefusalReason) -> BorrowedText {
        guard hasText(field) else { throw reason }
        return text(field)
    }

    @inline(__always)
    private func type() throws(RefusalReason) -> EventType {
        guard let type = EventType(try required(.type, or: .missingType)) else {
            throw .unknownType
        }
        return type
    }

    /// `time_ms`, or else `time`; where both are given they must both be good, and `time_ms` counts:
    /// it is the more exact of the two.
    @inline(__always)
    private func time() throws(RefusalReason) -> EventTime {
        var milliseconds = number(.timeMilliseconds)
        if hasText(.time) {
            guard let parsed = RFC3339.milliseconds(text(.time).bytes) else { throw .badTime }
            guard EventLimits.timeMilliseconds.contains(parsed) else { throw .timeOutOfRange }
            milliseconds = milliseconds ?? parsed
        }
        guard let milliseconds else { throw .missingTime }
        guard EventLimits.timeMilliseconds.contains(milliseconds) else { throw .timeOutOfRange }
        return EventTime(milliseconds: milliseconds)
    }

    @inline(__always)
    private func quantity() throws(RefusalReason) -> Int64? {
        guard let value = number(.quantity) else { return nil }
        guard value >= 0 else { throw .negativeQuantity }
        guard EventLimits.quantity.contains(value) else { throw .quantityOutOfRange }
        return value
    }

    @inline(__always)
    private func amount(_ field: EventField) throws(RefusalReason) -> Int64? {
        guard let value = number(field) else { return nil }
        guard value >= 0 else { throw .negativeAmount }
        guard EventLimits.amountMinor.contains(value) else { throw .amountOutOfRange }
        return value
    }

    /// An amount of no currency means nothing, a currency without an amount does no harm.
    @inline(__always)
    private func currency() throws(RefusalReason) -> Currency {
        guard hasText(.currency) else {
            if hasNumber(in: .amounts) { throw .missingCurrency }
            return .none
        }
        guard let currency = Currency(text(.currency).bytes) else { throw .badCurrency }
        return currency
    }

    @inline(__always)
    private func step() throws(RefusalReason) -> Int64? {
        guard let value = number(.step) else { return nil }
        guard EventLimits.step.contains(value) else { throw .stepOutOfRange }
        return value
    }
}
