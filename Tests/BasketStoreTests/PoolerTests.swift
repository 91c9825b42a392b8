import BasketSessions
import PostgresTesting
import Testing

@testable import BasketStore

@Suite("A pooler between", .enabled(if: PrivatePooler.skipped == nil, "PgBouncer is not installed"))
struct PoolerTests {
    @Test("in session mode carries flushes, ownerships and reading as a server does")
    func session() throws {
        let sample = try WriterSample()
        let pooler = try PrivatePooler(.shared, .session)
        let settings = pooler.settings(sample.settings)
        #expect(try Connection.open(settings).keepsSession)
        var writer = try FlushWriter(settings)
        let ownership = try writer.takeOver(.sample(1))
        for number: Int64 in 1...3 {
            var part = ownership.nextFlush(number)
            part.score(100 + number)
            part.basket(100 + number)
            part.read(1)
            #expect(
                try writer.write(Flush(partitions: [part])).results.map(\.result) == [.written])
        }
        // A second worker prepares the same statements in a session of its own.
        var second = try FlushWriter(settings)
        #expect(try second.takeOver(.sample(1)).epoch == 2)
        #expect(
            try writer.write(Flush(partitions: [ownership.nextFlush(4)])).results.map(\.result)
                == [.lost])
        #expect(try StoreReader(settings).scores(limit: 10).count.open == 3)
        #expect(try Migrator(settings).migrate().applied == [])
    }

    @Test("in session mode that has no session free says so in time")
    func exhausted() throws {
        let direct = try PrivatePostgres.shared.database()
        let pooler = try PrivatePooler(.shared, .session, poolSize: 1)
        var settings = pooler.settings(direct)
        settings.firstAnswerTimeout = .milliseconds(300)
        let only = try FlushWriter(settings)
        let error = #expect(throws: BasketStoreError.self) { _ = try FlushWriter(settings) }
        #expect(error?.isRetriable == true)
        #expect(error?.description.contains("a pooler without a free connection?") == true)
        #expect(only.socket >= 0)
    }

    @Test("in transaction mode is refused by the processor, which needs a session of its own")
    func transaction() throws {
        let direct = try PrivatePostgres.shared.database()
        let pooler = try PrivatePooler(.shared, .transaction)
        let settings = pooler.settings(direct)
        for _ in 0..<3 {
            let error = #expect(throws: BasketStoreError.self) { _ = try FlushWriter(settings) }
            #expect(error?.isRetriable == false)
            #expect(error?.description.contains("pool_mode = session") == true)
        }
        // Where the others go first, too: they hold sessions of the pool.
        let busy = try Connection.open(settings)
        try busy.execute("BEGIN; SELECT 1", during: "a test")
        #expect(throws: BasketStoreError.self) { _ = try FlushWriter(settings) }
        try busy.execute("COMMIT", during: "a test")
    }

    @Test("in transaction mode lets people ask, and leaves nothing set in what it lends")
    func reading() throws {
        let direct = try PrivatePostgres.shared.emptyDatabase()
        let pooler = try PrivatePooler(.shared, .transaction, poolSize: 2)
        let settings = pooler.settings(direct)
        #expect(!(try Migrator(settings).migrate().applied.isEmpty))
        #expect(try StoreReader(settings).status() == nil)
        #expect(throws: BasketStoreError.self) { _ = try FlushWriter(settings) }
        for _ in 0..<3 {
            #expect(
                try PrivatePostgres.shared.query("SHOW statement_timeout", at: settings)
                    == [["0"]])
        }
    }
}
