import BasketEvents
import Testing

@testable import BasketSessions

@Suite("A checkpoint")
struct CheckpointTests {
    @Test("that was cut short or has a bit turned over is refused", arguments: UInt64(0)..<40)
    func damage(seed: UInt64) {
        let (bytes, _) = CheckpointTests.stored(seed: seed)
        var random = SeededRandom(seed: seed)
        for _ in 0..<50 {
            var damaged = bytes
            if random.chance(0.3) {
                damaged.removeLast(random.index(below: bytes.count) + 1)
            } else {
                damaged[random.index(below: bytes.count)] ^= 1 << UInt8(random.index(below: 8))
            }
            #expect(throws: CheckpointError.self, "seed \(seed)") {
                try PartitionState(checkpoint: damaged)
            }
        }
    }

    @Test("with a right checksum over wrong content never traps", arguments: UInt64(0)..<300)
    func forgery(seed: UInt64) {
        let (bytes, rest) = CheckpointTests.stored(seed: seed)
        var random = SeededRandom(seed: seed)
        for _ in 0..<30 {
            let forged = CheckpointTests.forge(bytes, &random)
            // To be refused is what a forgery deserves; what is asked here is what becomes of the rest.
            guard let state = try? PartitionState(checkpoint: forged) else { continue }
            // It may have been plausible: then whatever follows must not trap either.
            var partition = TestPartition(state)
            for input in rest { partition.take(input) }
            _ = partition.rows()
            partition.tick(to: partition.state.watermark.milliseconds + 1 << 45)
            _ = Trace(partition.effects)
            partition.state.beginCheckpoint()
            while partition.state.nextChunk(.plain) != nil {}
            _ = partition.state.checkpoint()
        }
    }

    @Test("is refused in every prefix, and with any bit of it turned over")
    func everyBit() throws {
        var partition = TestPartition(.small())
        partition.take(.add("e-1", at: TestEvent.dawn))
        partition.take(.view("e-2", at: TestEvent.dawn, page: "/cart").with { $0.shopper = "u-2" })
        let bytes = partition.state.checkpoint()
        _ = try PartitionState(checkpoint: bytes)
        for count in 0..<bytes.count {
            #expect(throws: CheckpointError.self, "the first \(count)") {
                try PartitionState(checkpoint: Array(bytes.prefix(count)))
            }
        }
        for bit in 0..<bytes.count * 8 {
            var damaged = bytes
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: CheckpointError.self, "bit \(bit)") {
                try PartitionState(checkpoint: damaged)
            }
        }
        #expect(throws: CheckpointError.self) { try PartitionState(checkpoint: bytes + [0]) }
        #expect(throws: CheckpointError.self) { try PartitionState(checkpoint: bytes + bytes) }
    }

    @Test("of a newer format says so, and something else says that it is none")
    func strangers() {
        var newer = CheckpointTests.stored(seed: 0).bytes
        newer[4] = 9
        #expect(throws: CheckpointError.newer(version: 9, known: 3)) {
            try PartitionState(checkpoint: newer)
        }
        for bytes in [[], [1, 2, 3], Array("BWCP".utf8), Array("PWCB".utf8) + newer] {
            #expect(throws: CheckpointError.notACheckpoint) {
                try PartitionState(checkpoint: bytes)
            }
        }
    }

    @Test("says the way out, whatever is wrong with it")
    func wayOut() {
        let errors: [CheckpointError] = [
            .notACheckpoint, .newer(version: 3, known: 2), .incomplete(chunks: 2),
            .ofAnother(partition: 1, offset: 2), .damaged("it is not whole"),
        ]
        for error in errors {
            #expect(error.description.contains("--rebuild-state"))
            #expect(!error.withoutWayOut.contains("--rebuild-state"))
            #expect(error.description.hasPrefix(error.withoutWayOut))
        }
    }

    @Test("holds a full ring of ids, which goes on where it was")
    func ring() throws {
        var partition = TestPartition()
        for number in 0..<100 {
            partition.take(.view("e-\(number)", at: TestEvent.dawn + Int64(number)))
        }
        var restored = TestPartition(try PartitionState(checkpoint: partition.state.checkpoint()))
        restored.take(.view("e-36", at: TestEvent.dawn + 100))
        restored.take(.view("e-35", at: TestEvent.dawn + 100))
        restored.take(.view("e-99", at: TestEvent.dawn + 100))
        // e-35 was the 65th from the end: applied again, it took the place of e-36.
        restored.take(.view("e-36", at: TestEvent.dawn + 100))

        #expect(restored.ledger.duplicate == 2)
        #expect(restored.ledger.applied == 102)
    }

    @Test("holds the shared line of a huge basket")
    func hugeBasket() throws {
        var partition = TestPartition()
        for number in 0..<1100 {
            partition.take(.add("e-\(number)", at: TestEvent.dawn, "p-\(number)", price: 5))
        }
        var restored = TestPartition(try PartitionState(checkpoint: partition.state.checkpoint()))
        restored.tick(to: TestEvent.dawn + 3_600_000)
        let facts = try #require(restored.outcomes.first?.facts)
        #expect(facts.items == 1100)
        #expect(facts.products == 1001)
        #expect(facts.valueMinor == 5500)
    }

    @Test("of other settings is refused when they cannot be")
    func settings() {
        for change in [
            { $0.gapMilliseconds = 0 }, { $0.gapMilliseconds = .max },
            { $0.disorderMilliseconds = -1 }, { $0.silenceMilliseconds = [5, 5] },
            { $0.silenceMilliseconds = [0, 5] }, { $0.silenceMilliseconds = Array(1...17) },
            { $0.rememberedShoppers = -1 }, { $0.rememberedMilliseconds = 1 << 60 },
        ] as [(inout SessionSettings) -> Void] {
            var settings = SessionSettings()
            #expect(settings.areSound)
            change(&settings)
            #expect(!settings.areSound)
        }
    }

    /// A partition's state in the middle of a bad day, and what came after.
    private static func stored(
        seed: UInt64
    ) -> (bytes: [UInt8], rest: ArraySlice<RandomShop.Input>) {
        var shop = RandomShop(seed: seed)
        let inputs = shop.badDay()
        var partition = TestPartition(shop.settings)
        for input in inputs.prefix(inputs.count / 2) { partition.take(input) }
        return (partition.state.checkpoint(), inputs.suffix(from: inputs.count / 2))
    }

    /// Turns bits over or writes extreme numbers, and makes the checksum fit.
    private static func forge(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var body = Array(bytes.dropLast(CheckpointFormat.hashBytes))
        // Behind the magic and the version; mostly behind the header, where the content is.
        let first = random.chance(0.1) ? 8 : CheckpointFormat.headerBytes
        for _ in 0...random.index(below: 2) {
            let at = first + random.index(below: body.count - first)
            switch random.index(below: 4) {
            case 0: body[at] ^= 1 << UInt8(random.index(below: 8))
            case 1: body[at] = UInt8(truncatingIfNeeded: random.next())
            case 2: for place in at..<min(at + 8, body.count) { body[place] = 0xFF }
            default:
                for place in at..<min(at + 8, body.count) {
                    body[place] = place == at + 7 ? 0x7F : 0xFF
                }
            }
        }
        let hash = body.withUnsafeBytes { StableHash($0) }
        var writer = StateWriter()
        writer.append(hash)
        return body + writer.bytes
    }
}
