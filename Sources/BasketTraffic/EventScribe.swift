import BasketEvents

/// Puts deeds in words: a deed and a number become a record's key and value.
struct EventScribe: ~Copyable {
    private var writer = EventWriter()
    private var event = ShopEvent()
    /// Where ids are written, a room each.
    private let ids: UnsafeMutablePointer<UInt8>

    private static let idRoom = 24
    private enum Room: Int, CaseIterable {
        case event, shopper, visit, product, order
    }

    /// The list pages, and the ids of products that have one of their own, in memory of the scribe's.
    private let texts: UnsafeMutablePointer<UInt8>
    private var listPages: [BorrowedText] = []
    /// By place in the catalogue; empty when no product has an id of its own.
    private var productIDs: [BorrowedText] = []

    init(_ catalogue: Catalogue) {
        ids = .allocate(capacity: EventScribe.idRoom * Room.allCases.count)
        let names = catalogue.productIDs
        let all = catalogue.pages + names.compactMap(\.self)
        texts = .allocate(capacity: max(1, all.reduce(0) { $0 + $1.utf8.count }))
        var end = texts
        func keep(_ text: String) -> BorrowedText {
            let start = end
            for byte in text.utf8 {
                end.initialize(to: byte)
                end += 1
            }
            return BorrowedText(base: start, count: end - start)
        }
        listPages = catalogue.pages.map(keep)
        productIDs = names.map { $0.map(keep) ?? .absent }
    }

    deinit {
        ids.deallocate()
        texts.deallocate()
    }

    /// - Parameters:
    ///   - time: when the device says that it was done.
    ///   - number: the event's own, in its id.
    mutating func write(
        _ deed: Deed, at time: Int64, number: UInt64, to record: inout RecordBytes
    ) {
        let country = Country.all[Int(deed.country)]
        event.type = deed.type
        event.time = EventTime(milliseconds: time)
        event.id = id("e", number, in: .event)
        event.shopperID = id("u", deed.shopper, in: .shopper)
        event.sessionID = id("s", deed.visit, in: .visit)
        event.productID = deed.product.map { productID($0) } ?? .absent
        event.orderID = deed.order.map { id("o", $0, in: .order) } ?? .absent
        event.page = deed.listPage.map { listPages[Int($0)] } ?? text(deed.page)
        event.reason = text(deed.reason)
        event.device = text(deed.device.word)
        event.channel = text(deed.channel.word)
        event.country = text(country.code)
        event.quantity = deed.quantity
        event.priceMinor = deed.priceMinor
        event.shippingMinor = deed.shippingMinor
        event.valueMinor = deed.valueMinor
        event.step = deed.step
        let hasAmount =
            deed.priceMinor != nil || deed.shippingMinor != nil || deed.valueMinor != nil
        event.currency = hasAmount ? Country.currencies[country.currency].currency : .none

        writer.clear()
        writer.append(event)
        record.setKey(event.shopperID.bytes)
        writer.bytes.withUnsafeBytes { record.setValue($0) }
    }

    private func productID(_ product: UInt16) -> BorrowedText {
        if !productIDs.isEmpty, productIDs[Int(product)].isPresent {
            return productIDs[Int(product)]
        }
        return id("p", UInt64(product) + 1, in: .product)
    }

    /// A letter, a hyphen and the number's digits, written from the right end of the room.
    private func id(_ letter: Unicode.Scalar, _ number: UInt64, in room: Room) -> BorrowedText {
        let end = ids + EventScribe.idRoom * (room.rawValue + 1)
        var at = end
        var rest = number
        repeat {
            at -= 1
            at.pointee = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        at -= 2
        at[0] = UInt8(ascii: letter)
        at[1] = UInt8(ascii: "-")
        return BorrowedText(base: at, count: end - at)
    }

    private func text(_ text: StaticString?) -> BorrowedText {
        guard let text else { return .absent }
        return BorrowedText(base: text.utf8Start, count: text.utf8CodeUnitCount)
    }
}
