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
}
