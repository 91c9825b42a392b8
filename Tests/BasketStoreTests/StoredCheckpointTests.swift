import BasketEvents
import BasketSessions
import Testing

@testable import BasketStore

@Suite("A stored checkpoint")
struct StoredCheckpointTests {
    @Test("counts once its last chunk is there, however many flushes bring it", arguments: schemas)
    func flushes(_ schema: SchemaName) throws {
        var writing = try CheckpointWriting(schema)
        try writing.write(.sample(at: 101, bytes: [1]))
        try writing.write(.sample(at: 103, 0, isLast: false, bytes: [2]))
        try writing.write()
        try writing.write(.sample(at: 103, 1, isLast: false, bytes: [3]))
        #expect(try writing.newest()?.bytes == [1])
        try writing.write(.sample(at: 103, 2, bytes: [4]))
        #expect(try writing.newest()?.offset == 103)
        #expect(try writing.newest()?.bytes == [2, 3, 4])
        #expect(try writing.offsets() == ["103"], "the one before it is gone")
    }

    @Test("takes away what an owner before has left unfinished, also at its own offset")
    func unfinished() throws {
        var writing = try CheckpointWriting()
        try writing.write(.sample(at: 101))
        try writing.write(.sample(at: 102, 0, isLast: false, bytes: [2]))
        try writing.write(.sample(at: 103, 0, isLast: false, bytes: [3]))
        #expect(try writing.offsets() == ["101", "103"])
        try writing.write(
            .sample(at: 103, 0, isLast: false, bytes: [4]), .sample(at: 103, 1, bytes: [5]))
        #expect(try writing.newest()?.bytes == [4, 5])
        try writing.write(.sample(at: 103, 0, bytes: [6]))
        #expect(try writing.newest()?.bytes == [6])
        #expect(try writing.offsets() == ["103"])
    }

    @Test("of a format in which every chunk told their number is read too")
    func formerFormat() throws {
        let writing = try CheckpointWriting()
        _ = try writing.sample.rows(
            """
            INSERT INTO basketwatch.checkpoint (partition, log_offset, chunk, chunks, bytes)
            VALUES (0, 101, 0, 2, 'a'), (0, 101, 1, 2, 'b'), (0, 102, 0, 2, 'c') RETURNING 1
            """)
        #expect(try writing.newest()?.bytes == Array("ab".utf8))
        #expect(try writing.newest()?.inputOrdinal == 0)
    }

    @Test("stays as the first of its day, as long as score has that day")
    func daily() throws {
        var writing = try CheckpointWriting()
        try writing.makeDays("2025-11-26", "2025-11-27")
        for (offset, day) in [(101, 0), (102, 0), (103, 1), (104, 1), (105, 2), (106, 2)] {
            try writing.write(.sample(at: Int64(offset), day: Int64(day)))
        }
        #expect(try writing.offsets() == ["101", "103", "106"])
        #expect(try writing.sample.writer.stateSource(of: 0, before: 106).checkpoint?.offset == 103)
        #expect(try writing.sample.writer.stateSource(of: 0, before: 101).checkpoint == nil)

        _ = try writing.sample.rows("DROP TABLE basketwatch.score_20251126")
        try writing.write(.sample(at: 107, day: 2))
        #expect(try writing.offsets() == ["103", "107"])
    }

    @Test("that still knows somebody who was forgotten since goes, also the first of its day")
    func forgotten() throws {
        var writing = try CheckpointWriting()
        try writing.makeDays("2025-11-26", "2025-11-27")
        try writing.write(.sample(at: 101, day: 0))
        try writing.write(.sample(at: 110, day: 1))
        try writing.write(input: .init(.forget(StableHash("u-1")), offset: 105, ordinal: 0))
        try writing.write(.sample(at: 120, day: 1))
        #expect(try writing.offsets() == ["110", "120"])
    }
}

/// One partition's flushes, a checkpoint's chunks with them.
private struct CheckpointWriting: ~Copyable {
    var sample: WriterSample
    private var number: Int64 = 0

    init(_ schema: SchemaName = .standard) throws {
        sample = try WriterSample(schema)
    }

    mutating func write(_ chunks: CheckpointChunk..., input: RecordedInput? = nil) throws {
        number += 1
        var part = sample.ownership.nextFlush(number)
        part.chunks = chunks
        part.recordedInputs = input.map { [$0] } ?? []
        #expect(try sample.write(part) == [.written])
    }

    func makeDays(_ days: String...) throws {
        let list = days.map { "'\($0)'" }.joined(separator: ",")
        _ = try sample.rows("SELECT basketwatch.make_days(ARRAY[\(list)]::date[])")
    }

    func newest() throws -> Ownership.Checkpoint? {
        try sample.writer.stateSource(of: 0, before: .max).checkpoint
    }

    func offsets() throws -> [String] {
        try sample.rows(
            "SELECT DISTINCT log_offset FROM basketwatch.checkpoint ORDER BY log_offset"
        ).map { $0[0] }
    }
}
