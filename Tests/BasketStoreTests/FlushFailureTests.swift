import BasketEvents
import BasketSessions
import Foundation
import PostgresTesting
import Synchronization
import Testing

@testable import BasketStore

@Suite("A flush that fails")
struct FlushFailureTests {
    @Test("for one partition's data is written for the others, and names that one")
    func refusedData() throws {
        let sample = try WriterSample()
        var parts = [sample.ownership.nextFlush()]
        for number: Int32 in 1...2 {
            parts.append(try sample.writer.takeOver(.sample(number)).nextFlush())
        }
        for index in parts.indices {
            parts[index].score(100)
            parts[index].close(100)
            parts[index].read(1)
        }
        // A session ends once: the key of `outcome` says so.
        parts[1].close(100)
        let results = try sample.writer.write(Flush(partitions: parts)).results
        #expect(results.map(\.partition) == [0, 1, 2])
        #expect(results[0].result == .written && results[2].result == .written)
        guard case .refused(let error) = results[1].result else {
            Issue.record("Partition 1 is \(results[1].result).")
            return
        }
        #expect(error.isRefusedData && !error.isRetriable)
        #expect(error.description.contains("23505"))
        // What is told holds no value of the row.
        #expect(!error.description.contains("(100"))
        #expect(
            try sample.rows(
                "SELECT partition, next_offset FROM basketwatch.stream_partition ORDER BY 1")
                == [["0", "101"], ["1", "100"], ["2", "101"]])
        #expect(try sample.rows("SELECT count(*) FROM basketwatch.score") == [["2"]])
        // The writer goes on.
        #expect(try sample.write(sample.ownership.nextFlush(2)) == [.written])
    }

    @Test("on text that PostgreSQL does not take is refused without showing it")
    func refusedText() throws {
        let sample = try WriterSample()
        var part = sample.ownership.nextFlush()
        part.basket(100, shopper: "secret\u{0}id")
        let result = try sample.write(part)
        guard case .refused(let error) = result.first else {
            Issue.record("The flush is \(result).")
            return
        }
        #expect(error.isRefusedData)
        #expect(!error.description.contains("secret"))
    }

    @Test("because the server was killed is written after a reconnect, once")
    func killedServer() throws {
        let postgres = try PrivatePostgres()
        let settings = try postgres.database()
        var writer = try FlushWriter(settings)
        let ownership = try writer.takeOver(.sample())
        var part = ownership.nextFlush()
        for offset: Int64 in 100..<2_100 {
            part.score(offset)
            part.basket(offset)
        }
        part.read(2_000)
        // Held up, since a server that was killed lets its sessions end what they are doing.
        let holder = try Connection.open(settings)
        try holder.execute(
            "BEGIN; SELECT FROM basketwatch.stream_partition FOR UPDATE", during: "holding it up")
        try writer.send(Flush(partitions: [part]))
        try postgres.kill()
        let error = #expect(throws: BasketStoreError.self) { try writer.finish() }
        #expect(error?.isRetriable == true)
        #expect(throws: BasketStoreError.self) { try writer.reconnect() }
        #expect(throws: BasketStoreError.self) { _ = try writer.advance() }

        try postgres.start()
        try writer.reconnectPatiently()
        let result = try writer.finish().results.map(\.result)
        #expect(result == [.written] || result == [.alreadyWritten])
        #expect(
            try postgres.query(
                """
                SELECT (SELECT count(*) FROM basketwatch.score), next_offset, flush_number
                FROM basketwatch.stream_partition
                """, at: settings) == [["2000", "2100", "1"]])
        try postgres.stop()
    }

    @Test("since its connection was ended at any step is written once", arguments: 0..<6)
    func endedConnection(steps: Int) throws {
        let sample = try WriterSample()
        var part = sample.ownership.nextFlush()
        part.score(100)
        part.close(100)
        part.read(1)
        try sample.writer.send(Flush(partitions: [part]))
        var isDone = false
        for _ in 0..<steps where !isDone {
            sample.writer.wait(timeout: .seconds(1))
            if case .finished = try sample.writer.advance() { isDone = true }
        }
        _ = try sample.rows(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'basketwatch'
            """)
        do {
            // The replies may all have come before the end.
            if !isDone { _ = try sample.writer.finish() }
        } catch {
            #expect(error.isRetriable)
            try sample.writer.reconnect()
            let result = try sample.writer.finish().results.map(\.result)
            #expect(result == [.written] || result == [.alreadyWritten])
        }
        #expect(
            try sample.rows(
                """
                SELECT (SELECT count(*) FROM basketwatch.score),
                    (SELECT count(*) FROM basketwatch.outcome), next_offset, flush_number
                FROM basketwatch.stream_partition
                """) == [["1", "1", "101", "1"]])
    }

    @Test("on a lock that another holds for too long may be sent again")
    func lockTimeout() throws {
        let sample = try WriterSample { $0.lockTimeout = .milliseconds(100) }
        let holder = try Connection.open(sample.settings)
        try holder.execute(
            "BEGIN; SELECT * FROM basketwatch.stream_partition FOR UPDATE", during: "a test")
        let error = #expect(throws: BasketStoreError.self) {
            try sample.write(sample.ownership.nextFlush())
        }
        #expect(error?.isRetriable == true)
        #expect(error?.description.contains("55P03") == true)
        try holder.execute("ROLLBACK", during: "a test")
        try sample.writer.reconnect()
        #expect(try sample.writer.finish().results.map(\.result) == [.written])
    }

    @Test("stopped in the middle frees its rows by itself")
    func stoppedInTheMiddle() throws {
        let sample = try WriterSample { $0.idleTimeout = .milliseconds(300) }
        var part = sample.ownership.nextFlush()
        part.basket(100)
        try sample.writer.send(Flush(partitions: [part]))
        // The fence is answered, its rows are locked, and the worker does not go on.
        var next = try FlushWriter(sample.settings)
        let start = ContinuousClock.now
        #expect(try next.takeOver(.sample(owner: "there/1")).epoch == 2)
        #expect(ContinuousClock.now - start < .seconds(5))

        #expect(throws: BasketStoreError.self) { try sample.writer.finish() }
        try sample.writer.reconnect()
        #expect(try sample.writer.finish().results.map(\.result) == [.lost])
    }
}

@Suite("A day's tables")
struct DayTests {
    @Test("are made once, by whichever of many writers comes first")
    func concurrently() throws {
        let settings = try PrivatePostgres.shared.database()
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 5) { number in
            do {
                var writer = try FlushWriter(settings)
                let ownership = try writer.takeOver(.sample(Int32(number)))
                for day: Int64 in 0..<4 {
                    var part = ownership.nextFlush(day + 1)
                    let facts = sampleFacts(start: morning + day * 86_400_000)
                    part.score(day, facts: facts)
                    part.close(day, facts: facts)
                    let report = try writer.write(Flush(partitions: [part]))
                    guard report.results.first?.result == .written else {
                        failures.withLock { $0.append("\(report)") }
                        return
                    }
                }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(
            try PrivatePostgres.shared.query(
                "SELECT count(*), count(DISTINCT tableoid) FROM basketwatch.outcome", at: settings)
                == [["20", "4"]])
    }

    @Test("are made again when somebody has dropped them")
    func dropped() throws {
        let sample = try WriterSample()
        for number: Int64 in 1...2 {
            var part = sample.ownership.nextFlush(number)
            part.score(100 + number)
            part.close(100 + number)
            #expect(try sample.write(part) == [.written])
            _ = try sample.rows(
                "DROP TABLE basketwatch.score_20251126; DROP TABLE basketwatch.outcome_20251126")
        }
    }

    @Test(
        "hold the days (UTC) that sessions start on",
        arguments: [
            (0, 0), (86_399_999, 0), (86_400_000, 1), (-1, -1), (-86_400_000, -1),
            (-86_400_001, -2), (morning, 20_418),
        ] as [(Int64, Int32)])
    func day(_ milliseconds: Int64, _ day: Int32) {
        #expect(EventTime(milliseconds: milliseconds).day == day)
    }
}

extension FlushWriter {
    /// The server may still be recovering.
    fileprivate mutating func reconnectPatiently() throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while true {
            do {
                return try reconnect()
            } catch {
                guard error.isRetriable, ContinuousClock.now < deadline else { throw error }
            }
        }
    }
}
