import BasketEvents
import BasketSessions
import BasketStore
import Testing

@testable import BasketPipeline
@testable import BasketStore

@Suite("An owned partition's checkpoint")
struct OwnedCheckpointTests {
    /// A gap that nobody's session closes in, so that a checkpoint has several chunks.
    private static var settings: ProcessorSettings {
        var settings = TestLog.settings
        settings.sessions.gapMilliseconds = 300 * 86_400_000
        settings.sessions.silenceMilliseconds = []
        settings.checkpointRecords = 1_000
        return settings
    }

    private func partition(
        _ checkpoint: Ownership.Checkpoint? = nil, ledger: Ledger = Ledger(firstOffset: 0),
        watermark: EventTime = .distantPast
    ) throws -> OwnedPartition {
        try OwnedPartition(
            Ownership(
                partition: 0, epoch: 7, flushNumber: 41, generation: 0, ledger: ledger,
                watermark: watermark, settings: Self.settings.sessions.encoded,
                checkpoint: checkpoint, recordedInputs: [], modelVersion: 1),
            settings: Self.settings, isEmbedded: false, at: .now)
    }

    @Test("is spread over flushes, packed, and a new owner goes on from it")
    func spread() throws {
        let writing = try partition()
        try writing.take(0...14_999)
        let standing = writing.state.checkpoint()
        var chunks: [CheckpointChunk] = []
        var last: PartitionFlush?
        for further in 0..<9 where chunks.last?.isLast != true {
            let flush = try #require(writing.takeFlush(checkpointBytes: 1))
            #expect(flush.chunks.count == 1)
            #expect(flush.ledger.nextOffset == 15_000 + Int64(further))
            chunks += flush.chunks
            last = flush
            try writing.take(15_000 + Int64(further)...15_000 + Int64(further))
        }
        #expect(chunks.count > 1)
        #expect(chunks.allSatisfy { $0.offset == 15_000 })
        #expect(chunks.reduce(0) { $0 + $1.bytes.count } < standing.count)

        let stored = Ownership.Checkpoint(
            offset: 15_000, bytes: chunks.flatMap(\.bytes), inputOrdinal: 0)
        let restored = try PartitionState(checkpoint: stored.bytes, packing: .zstd)
        #expect(restored.checkpoint() == standing)
        #expect(throws: CheckpointError.self, "nobody can unpack it") {
            try PartitionState(checkpoint: stored.bytes)
        }
        let flush = try #require(last)
        let next = try partition(stored, ledger: flush.ledger, watermark: flush.watermark)
        #expect(!next.isLive)
        try next.take(15_000...flush.ledger.nextOffset - 1)
        #expect(next.isLive)
    }

    @Test("that takes the place of one at the same offset goes whole in one flush")
    func replacement() throws {
        let writing = try partition()
        try writing.take(0...14_999)
        let standing = writing.state
        let ledger = standing.ledger
        let stored = Ownership.Checkpoint(
            offset: 15_000, bytes: standing.checkpoint(), inputOrdinal: 0)
        let next = try partition(stored, ledger: ledger, watermark: standing.watermark)
        #expect(next.waitsForCheckpoint(at: .now) == nil, "there is one")
        next.schedule.replace(15_000)
        #expect(next.waitsForCheckpoint(at: .now) != nil)
        let flush = try #require(next.takeFlush(checkpointBytes: 1))
        #expect(flush.chunks.count > 1)
        #expect(flush.chunks.last?.isLast == true)
    }

    @Test("is refused where it is of another partition, generation or offset, or damaged")
    func refused() throws {
        let sessions = Self.settings.sessions
        func checkpoint(
            partition: Int32 = 0, generation: UInt8 = 0, firstOffset: Int64 = 0
        ) -> [UInt8] {
            PartitionState(
                partition: partition, generation: generation, firstOffset: firstOffset,
                settings: sessions
            ).checkpoint(.zstd)
        }
        var damaged = checkpoint()
        damaged[40] ^= 1
        let cases: [([UInt8], Int64)] = [
            (checkpoint(partition: 1), 0), (checkpoint(generation: 1), 0), (checkpoint(), 5),
            (checkpoint(firstOffset: 5), 5), (damaged, 0),
        ]
        for (bytes, offset) in cases {
            #expect(throws: CheckpointError.self) {
                try partition(.init(offset: offset, bytes: bytes, inputOrdinal: 0))
            }
        }
        _ = try partition(.init(offset: 0, bytes: checkpoint(), inputOrdinal: 0))
    }

    @Test("says which of the inputs at its offset it holds")
    func ordinal() throws {
        let writing = try partition()
        try writing.take(0...2)
        try writing.change(.tick(EventTime(milliseconds: TestLog.start + 3_600_000)))
        try writing.change(.settings(Self.settings.sessions))
        let flush = try #require(writing.takeFlush(checkpointBytes: 1))
        #expect(flush.recordedInputs.map(\.offset).max() == 3)
        #expect(flush.chunksOrdinal == 1)
    }

    @Test("is due after its time or after so many records, once there is something to run again")
    func due() throws {
        let writing = try partition()
        let now = ContinuousClock.now
        let later = now + .seconds(11)
        try writing.take(0...0)
        #expect(writing.waitsForCheckpoint(at: now) != nil, "the first is due at once")
        _ = writing.takeFlush(checkpointBytes: 1)
        writing.schedule.finished(at: now)
        #expect(writing.waitsForCheckpoint(at: later) == nil, "nothing has come since")
        try writing.take(1...1)
        #expect(writing.waitsForCheckpoint(at: now) == nil)
        #expect(writing.waitsForCheckpoint(at: later) != nil)
        try writing.take(2...1_100)
        #expect(writing.waitsForCheckpoint(at: now) != nil, "a thousand records have come")
        _ = writing.takeFlush(checkpointBytes: 1)
        writing.schedule.finished(at: now)
        #expect(writing.waitsForCheckpoint(at: later) == nil)
        try writing.change(.forget(StableHash("u1")))
        _ = writing.takeFlush()
        #expect(writing.waitsForCheckpoint(at: now) != nil, "the old one knows who was forgotten")
    }
}
