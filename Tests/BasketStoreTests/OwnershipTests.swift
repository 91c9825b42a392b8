import BasketEvents
import BasketSessions
import PostgresTesting
import Testing

@testable import BasketStore

@Suite("An ownership")
struct OwnershipTests {
    @Test("of a new partition starts where it was told to", arguments: schemas)
    func new(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        let ownership = sample.ownership
        #expect(ownership.epoch == 1)
        #expect(ownership.flushNumber == 0)
        #expect(ownership.ledger == Ledger(firstOffset: 100))
        #expect(ownership.watermark == .distantPast)
        #expect(ownership.settings == [7])
        #expect(ownership.checkpoint == nil)
        #expect(ownership.recordedInputs == [])
    }

    @Test(
        "goes on from the last flush, with its checkpoint and the inputs from there on",
        arguments: schemas)
    func goesOn(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        var first = sample.ownership.nextFlush()
        first.read(5)
        first.ledger.sessions.opened = 4
        first.ledger.sessions.open = 4
        first.ledger.baskets.lost = 9
        first.watermark = EventTime(milliseconds: morning)
        first.recordedInputs = [
            RecordedInput(offset: 102, ordinal: 0, kind: .tick, value: 1),
            RecordedInput(offset: 105, ordinal: 0, kind: .model, value: 3),
            RecordedInput(offset: 105, ordinal: 1, kind: .tick, value: 2),
            RecordedInput(offset: 105, ordinal: 1, kind: .tick, value: 3),
        ]
        let large = (0..<1_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        first.chunks = [
            .sample(at: 105, 0, isLast: false, bytes: large), .sample(at: 105, 1, bytes: [7]),
        ]
        first.chunksOrdinal = 1
        first.settings = [8, 0, 9]
        _ = try sample.write(first)
        var second = sample.ownership.nextFlush(2)
        second.ledger = first.ledger
        second.watermark = first.watermark
        second.read(2)
        second.recordedInputs = [
            RecordedInput(offset: 105, ordinal: 1, kind: .tick, value: 4),
            RecordedInput(offset: 107, ordinal: 0, kind: .tick, value: 5),
        ]
        _ = try sample.write(second)

        var next = try FlushWriter(sample.settings)
        let ownership = try next.takeOver(.sample(owner: "there/2"))
        #expect(ownership.epoch == 2)
        #expect(ownership.flushNumber == 2)
        #expect(ownership.ledger == second.ledger)
        #expect(ownership.watermark == first.watermark)
        #expect(ownership.settings == [8, 0, 9])
        #expect(ownership.checkpoint?.offset == 105)
        #expect(ownership.checkpoint?.bytes == large + [7])
        #expect(ownership.checkpoint?.inputOrdinal == 1)
        #expect(
            ownership.recordedInputs == [
                RecordedInput(offset: 105, ordinal: 1, kind: .tick, value: 4),
                RecordedInput(offset: 107, ordinal: 0, kind: .tick, value: 5),
            ])
    }

    @Test("ends with a release, unless somebody else has it", arguments: schemas)
    func release(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        let owner = "SELECT owner FROM basketwatch.stream_partition"
        #expect(try sample.rows(owner) == [["here/1"]])
        try sample.writer.release(partition: 0, epoch: sample.ownership.epoch)
        #expect(try sample.rows(owner) == [[""]])
        _ = try sample.writer.takeOver(.sample(owner: "there/1"))
        try sample.writer.release(partition: 0, epoch: sample.ownership.epoch)
        #expect(try sample.rows(owner) == [["there/1"]])
    }

    @Test("is refused to another topic or group", arguments: schemas)
    func otherStream(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        var other = TakeOver.sample()
        other.group = "another"
        let error = #expect(throws: BasketStoreError.self) {
            try sample.writer.takeOver(other)
        }
        #expect(error?.description.contains("group 'another'") == true)
        #expect(error?.isRetriable == false)
    }

    @Test("does not wait for a stopped instance longer than its idle time-out", arguments: schemas)
    func stoppedInstance(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema) { $0.idleTimeout = .milliseconds(300) }
        // What a stopped worker leaves: its rows locked, a transaction that hears nothing more.
        let stopped = try Connection.open(sample.settings)
        try stopped.execute(
            "BEGIN; SELECT * FROM basketwatch.stream_partition FOR UPDATE", during: "a test")
        let start = ContinuousClock.now
        #expect(try sample.writer.takeOver(.sample()).epoch == 2)
        #expect(ContinuousClock.now - start < .seconds(5))
    }
}

@Suite("A stop that is noted")
struct NotedStopTests {
    @Test("shows with its reason until the partition is taken over", arguments: schemas)
    func shows(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        let reader = try StoreReader(sample.settings)
        func stop() throws -> String? { try reader.status()?.partitions.first?.stoppedReason }
        #expect(try stop() == nil)
        let isNoted = try sample.writer.noteStop(
            partition: 0, epoch: 1, reason: "the log is gone")
        #expect(isNoted)
        #expect(try stop() == "the log is gone")
        #expect(try sample.write(sample.ownership.nextFlush()) == [.written])
        try sample.writer.release(partition: 0, epoch: 1)
        #expect(try stop() == "the log is gone")
        _ = try sample.writer.takeOver(.sample())
        #expect(try stop() == nil)
    }

    @Test("is not written by an owner of before")
    func fenced() throws {
        let sample = try WriterSample()
        _ = try sample.writer.takeOver(.sample(owner: "there/1"))
        let isNoted = try sample.writer.noteStop(partition: 0, epoch: 1, reason: "late news")
        #expect(!isNoted)
        #expect(
            try sample.rows("SELECT count(stopped_at) FROM basketwatch.stream_partition")
                == [["0"]])
    }

    @Test("is cut where it is long")
    func long() throws {
        let sample = try WriterSample()
        let reason = String(repeating: "long ", count: 400)
        try sample.writer.noteStop(partition: 0, epoch: 1, reason: reason)
        #expect(
            try StoreReader(sample.settings).status()?.partitions.first?.stoppedReason
                == String(reason.prefix(1_000)))
    }
}
