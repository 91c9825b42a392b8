import BasketEvents

/// Format 1: magic, version (u32), the body field by field, and a 128-bit stable hash of all before
/// it. Programs up to 0.1 wrote it.
extension PartitionState {
    init(formatOne bytes: [UInt8]) throws(CheckpointError) {
        var reader = try PartitionState.checked(bytes)
        let generation: UInt8 = try reader.number()
        let partition: Int32 = try reader.number()
        guard generation < 128, partition >= 0, partition < 1 << 16 else {
            throw .damaged("its partition cannot be")
        }
        self.init(
            partition: partition, generation: generation, firstOffset: 0,
            settings: try reader.settingsWithoutLimits())
        ledger = try reader.ledger()
        watermark = EventTime(milliseconds: try reader.time())
        wheel.startAt(watermark.milliseconds)
        try restore(try reader.all { (reader) throws(CheckpointError) in try reader.text() }[...])
        try restoreSessions(&reader)
        for _ in 0..<(try reader.count()) {
            guard history.restore(try reader.historyEntry()) else {
                throw .damaged("a remembered shopper cannot be")
            }
        }
        guard reader.isAtEnd else { throw .damaged("something follows its end") }
    }

    private static func checked(_ bytes: [UInt8]) throws(CheckpointError) -> StateReader {
        guard bytes.count >= 8 + CheckpointFormat.hashBytes else { throw .incomplete(chunks: 0) }
        let body = bytes.dropLast(CheckpointFormat.hashBytes)
        var ending = StateReader(Array(bytes.suffix(CheckpointFormat.hashBytes)))
        guard try ending.hash() == body.withUnsafeBytes({ StableHash($0) }) else {
            throw .damaged("its checksum is another")
        }
        return StateReader(Array(body[8...]))
    }

    private mutating func restoreSessions(_ reader: inout StateReader) throws(CheckpointError) {
        var before = SessionKey(rawValue: -1)
        for _ in 0..<(try reader.count()) {
            let (session, remembered) = try reader.session()
            guard before < session.key else { throw .damaged("a session cannot be") }
            before = session.key
            let basket = try reader.flag() ? try reader.basketOfFormatOne(end: session.end) : nil
            try restore(session, remembered, basket, false)
        }
        guard sessions.count == ledger.sessions.open, baskets.count == ledger.baskets.open else {
            throw .damaged("its ledger tells of other sessions")
        }
    }
}
