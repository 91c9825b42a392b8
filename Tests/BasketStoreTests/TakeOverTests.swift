import PostgresTesting
import Testing

@testable import BasketStore

@Suite("A takeover")
struct TakeOverTests {
    /// A session that has stopped with partition 0 locked, and that no time-out of its own ends.
    private func holder(_ settings: StoreSettings) throws -> Connection {
        let holder = try Connection.open(settings)
        try holder.execute(
            settings.schema.placed(
                in: """
                    SET idle_in_transaction_session_timeout = 0;
                    BEGIN;
                    SELECT * FROM basketwatch.stream_partition WHERE partition = 0 FOR UPDATE
                    """), during: "a test")
        return holder
    }

    @Test("ends the session that keeps the partition's row for too long", arguments: schemas)
    func endsTheHolder(_ schema: SchemaName) throws {
        let sample = try WriterSample(schema)
        var settings = sample.settings
        settings.takeOverTimeout = .milliseconds(200)
        let holder = try holder(settings)
        // One that holds no row of the partition is left alone.
        let bystander = try Connection.open(settings)
        try bystander.execute(
            settings.schema.placed(
                in: "BEGIN; LOCK TABLE basketwatch.stream_partition IN ROW EXCLUSIVE MODE"),
            during: "a test")
        var next = try FlushWriter(settings)
        let ownership = try next.takeOver(.sample(owner: "there/1"))

        #expect(ownership.epoch == 2)
        #expect(ownership.endedSessions == 1)
        #expect(throws: BasketStoreError.self) { try holder.execute("COMMIT", during: "a test") }
        try bystander.execute("COMMIT", during: "a test")
    }

    @Test("does not wait longer, nor end anybody, where the row is free")
    func free() throws {
        let sample = try WriterSample()
        #expect(try sample.writer.takeOver(.sample()).endedSessions == 0)
    }

    @Test("leaves another user's session alone, and may be tried again")
    func anotherUser() throws {
        let sample = try WriterSample()
        _ = try sample.rows("CREATE ROLE other_daemon_of_test LOGIN IN ROLE basketwatch_writer")
        var settings = sample.settings
        settings.takeOverTimeout = .milliseconds(200)
        let holder = try holder(settings)
        var next = try FlushWriter(settings.user("other_daemon_of_test"))
        let error = #expect(throws: BasketStoreError.self) {
            try next.takeOver(.sample(owner: "there/1"))
        }
        #expect(error?.isRetriable == true)

        try holder.execute("COMMIT", during: "a test")
        #expect(try next.takeOver(.sample(owner: "there/1")).epoch == 2)
    }
}
