import BasketEvents
import BasketSessions

/// What an open session without a basket costs.
struct MemoryBench {
    private let sessions = 1_000_000
    private let viewsEach = 3

    func run() {
        var settings = SessionSettings()
        settings.rememberedShoppers = 0
        var state = PartitionState(partition: 0, firstOffset: 0, settings: settings)
        var reader = EventReader()
        var effects = Effects()
        var writer = EventWriter()
        let before = Measure.residentBytes
        var offset: Int64 = 0
        for view in 0..<viewsEach {
            for shopper in 0..<sessions {
                let key = Array("u-\(shopper)".utf8)
                let id = Array("e-\(view)-\(shopper)".utf8)
                writer.clear()
                key.withUnsafeBufferPointer { key in
                    id.withUnsafeBufferPointer { id in
                        var event = ShopEvent()
                        event.id = BorrowedText(base: id.baseAddress, count: id.count)
                        event.shopperID = BorrowedText(base: key.baseAddress, count: key.count)
                        event.time = EventTime(
                            milliseconds: 1_764_144_000_000 + Int64(view) * 60_000
                                + Int64(shopper % 60_000))
                        writer.append(event)
                    }
                }
                key.withUnsafeBytes { key in
                    writer.bytes.withUnsafeBytes { value in
                        state.take(
                            LogRecord(
                                partition: 0, offset: offset, timestampMilliseconds: nil,
                                key: key, value: value),
                            reader: &reader, into: &effects)
                    }
                }
                offset += 1
            }
        }
        let grown = Measure.residentBytes - before
        keep(state.ledger)
        let bytes = grown / sessions
        say(pad("an open session without a basket", 46) + "\(bytes) bytes")
        compare(
            "memory a session", "\(bytes) bytes", isMet: bytes <= 200, wanted: "at most 200 bytes")
        note(
            "\(grouped(Int(state.ledger.sessions.open))) open, \(viewsEach) views each, by resident "
                + "memory")
    }
}
