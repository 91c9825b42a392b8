import Foundation
import KafkaTesting
import PostgresTesting
import Testing
import Waiting

@testable import BasketStore

/// A PostgreSQL that answers, but takes nothing.
extension Integration.OnRealKafka {
    /// Holds the rows that every flush begins with until it is let go.
    private func lockRows(of stream: TestStream) throws -> Connection {
        let holder = try Connection.open(stream.store)
        try holder.execute(
            """
            SET idle_in_transaction_session_timeout = 0; BEGIN;
            SELECT FROM basketwatch.stream_partition FOR UPDATE
            """, during: "holding the rows")
        return holder
    }

    @Test(
        "waits with reading while the rows are locked, holds no more than its bound, keeps its place",
        arguments: [60, 1])
    func lockedRows(lockTimeoutSeconds: Int) throws {
        var stream = try stream("locked", partitions: 2)
        stream.store.lockTimeout = .seconds(lockTimeoutSeconds)
        var feed = try Feed(stream, seed: 26)
        try feed.send(1_000)
        let running = stream.start {
            $0.workers = 1
            $0.waitingRows = 300
            // Whoever does not poll for so long is thrown out of the group.
            $0.kafka.properties["max.poll.interval.ms"] = "6000"
        }
        try stream.awaitCommitted(1_000)
        let epochs = try stream.status().partitions.map(\.epoch)

        let holder = try lockRows(of: stream)
        try feed.send(30_000)
        try running.awaitLine("the store takes nothing yet")
        let read = running.progress.records
        try feed.send(10_000)
        // Said every 2 s while it waits: longer than the group would.
        try running.awaitLine("the store takes nothing yet", times: 5, within: 60)
        // One record at most each time that it asks, to stay in the group.
        #expect(running.progress.records - read <= 5)
        #expect(running.progress.records < feed.sent - 10_000)
        #expect(running.progress.committed == 1_000)

        try holder.execute("ROLLBACK", during: "letting the rows go")
        try stream.awaitCommitted(feed.sent)
        #expect(try stream.status().partitions.map(\.epoch) == epochs, "nothing was taken from it")
        try running.stop()
        try expectAll(feed, in: stream)
    }

    @Test("takes no more memory while it waits, however much comes")
    func memory() throws {
        let stream = try stream("memory", partitions: 1)
        let child = try ChildProcessor(
            stream, ["--workers", "1", "--read-ahead", "8MiB", "--refused-records-limit", "10000"])
        var topic = try MixedTopic(stream)
        try topic.sendBad(1_000)
        try stream.awaitCommitted(1_000)
        let before = try child.residentBytes()

        let holder = try lockRows(of: stream)
        // 600 MB, all of which is kept with its bytes; small on its way.
        try topic.sendBad(30_000, bytes: 20_000)
        try Await.until("it waits", within: 60) {
            child.log.contains("the store takes nothing yet")
        }
        let waiting = try child.residentBytes()
        // What waits (64 MiB), as much in flight, both as they are sent, and what is read ahead.
        #expect(waiting - before < 400 << 20, "\(before) and then \(waiting) bytes")

        try holder.execute("ROLLBACK", during: "letting the rows go")
        try stream.awaitCommitted(31_000, within: 120)
        try child.stop()
        let total = try stream.total()
        #expect(total.quarantined == 31_000)
        #expect(total.unkept == 0)
    }
}

extension ChildProcessor {
    /// How much of the machine's memory it holds.
    func residentBytes() throws -> Int {
        let words = try String(contentsOfFile: "/proc/\(pid)/statm", encoding: .utf8)
            .split(separator: " ")
        return try #require(words.count > 1 ? Int(words[1]) : nil) * Int(getpagesize())
    }
}
