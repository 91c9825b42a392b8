import BasketEvents
import Testing

@testable import BasketSessions

@Suite("A checkpoint taken while the stream goes on")
struct CheckpointPassTests {
    @Test("is of the state as it stood when it was begun", arguments: UInt64(0)..<400)
    func slices(seed: UInt64) throws {
        var shop = RandomShop(seed: seed, count: 60)
        var random = SeededRandom(seed: seed)
        let inputs = shop.badDay()
        let begin = random.index(below: inputs.count)
        var partition = TestPartition(shop.settings)
        for input in inputs[..<begin] { partition.take(input) }

        let whole = partition.state.checkpoint()
        partition.state.beginCheckpoint(chunkBytes: 1 + random.index(below: 600))
        var chunks: [CheckpointChunk] = []
        for input in inputs[begin...] {
            partition.take(input)
            if random.chance(0.05) { try CheckpointPassTests.forget(&partition, &random) }
            if random.chance(0.3), let chunk = partition.state.nextChunk(.plain) {
                chunks.append(chunk)
            }
        }
        while let chunk = partition.state.nextChunk(.plain) { chunks.append(chunk) }

        #expect(!partition.state.isCheckpointing)
        #expect(chunks.map(\.index) == (0..<Int32(chunks.count)).map { $0 })
        #expect(chunks.map(\.isLast) == chunks.indices.map { $0 == chunks.count - 1 })
        let restored = try PartitionState(checkpoint: chunks.flatMap(\.bytes))
        #expect(chunks.allSatisfy { $0.offset == restored.ledger.nextOffset }, "seed \(seed)")
        #expect(chunks.allSatisfy { $0.watermark == restored.watermark }, "seed \(seed)")
        #expect(restored.checkpoint() == whole, "seed \(seed)")
    }

    @Test("changes nothing of what the stream does", arguments: UInt64(0)..<100)
    func harmless(seed: UInt64) {
        var shop = RandomShop(seed: seed)
        var random = SeededRandom(seed: seed)
        var watched = TestPartition(shop.settings)
        var alone = TestPartition(shop.settings)
        for input in shop.badDay() {
            if random.chance(0.2) { watched.state.beginCheckpoint(chunkBytes: 200) }
            if random.chance(0.5) { _ = watched.state.nextChunk(.plain) }
            if random.chance(0.1) { watched.state.abandonCheckpoint() }
            watched.take(input)
            alone.take(input)
        }
        #expect(Trace(watched.effects) == Trace(alone.effects), "seed \(seed)")
        #expect(watched.state.checkpoint() == alone.state.checkpoint(), "seed \(seed)")
    }

    @Test("is refused with a chunk missing, twice, out of place or of another checkpoint")
    func places() throws {
        let chunks = CheckpointPassTests.chunks(of: GoldenStream.state())
        #expect(chunks.count > 4)
        func refused(_ chunks: [[UInt8]], _ comment: Comment) {
            #expect(throws: CheckpointError.self, comment) {
                try PartitionState(checkpoint: chunks.flatMap { $0 })
            }
        }
        for index in chunks.indices {
            var fewer = chunks
            fewer.remove(at: index)
            refused(fewer, "without chunk \(index)")
            refused(Array(chunks[...index]) + chunks[index...], "chunk \(index) twice")
            if index > 0 {
                var other = chunks
                other.swapAt(index - 1, index)
                refused(other, "chunk \(index) one too early")
            }
        }
        for count in 1..<chunks.count {
            #expect(throws: CheckpointError.incomplete(chunks: count)) {
                try PartitionState(checkpoint: chunks[..<count].flatMap { $0 })
            }
        }
        var later = GoldenStream.state()
        later.skip(to: later.ledger.nextOffset + 1, as: .absent)
        var mixed = CheckpointPassTests.chunks(of: later)
        mixed[1] = chunks[1]
        refused(mixed, "a chunk of a checkpoint before it")
    }

    @Test("is abandoned when another is begun, or the settings change")
    func abandoned() throws {
        var partition = TestPartition(GoldenStream.state())
        partition.state.beginCheckpoint(chunkBytes: 100)
        _ = partition.state.nextChunk(.plain)
        partition.state.beginCheckpoint(chunkBytes: 100)
        #expect(partition.state.nextChunk(.plain)?.index == 0)
        #expect(partition.state.isCheckpointing)
        try partition.state.take(.settings(.small()), into: &partition.effects)
        #expect(!partition.state.isCheckpointing)
        #expect(partition.state.nextChunk(.plain) == nil)
    }

    private static func forget(
        _ partition: inout TestPartition, _ random: inout SeededRandom
    ) throws {
        let shopper = StableHash("u-\(random.index(below: 3))")
        try partition.state.take(.forget(shopper), into: &partition.effects)
    }

    private static func chunks(of state: PartitionState) -> [[UInt8]] {
        var state = state
        state.beginCheckpoint(chunkBytes: 1_000)
        var chunks: [[UInt8]] = []
        while let chunk = state.nextChunk(.plain) { chunks.append(chunk.bytes) }
        return chunks
    }
}
