import BasketEvents
@testable import BasketPipeline
import BasketSessions
import BasketStore
import KafkaTesting
import PostgresTesting
import Testing
import Waiting

extension Integration {
    /// A shopper with an open basket, an outcome, scores and a quarantined record, as well as may be.
    private func bestKnown(_ stream: TestStream) throws -> String {
        let rows = try stream.query(
            """
            SELECT shopper_id FROM (
                SELECT shopper_id, 3 AS weight FROM basketwatch.basket
                UNION ALL SELECT shopper_id, 2 FROM basketwatch.outcome
                UNION ALL SELECT convert_from(key, 'UTF8'), 1 FROM basketwatch.quarantine
                WHERE key IS NOT NULL) AS known
            GROUP BY shopper_id ORDER BY count(DISTINCT weight) DESC, count(*) DESC, 1 LIMIT 1
            """)
        return try #require(rows.first?.first)
    }

    @Test(
        "forgets a shopper: tables, memory and checkpoints together, and a replay comes to the same"
    )
    func forget() throws {
        try withEmbeddedStream { stream in
            var feed = try Feed(stream, seed: 61)
            try feed.send(3_000)
            try stream.runToEnd()
            let shopper = try bestKnown(stream)
            let before = try holds(stream, shopper)
            #expect(before.text && before.bytes)

            // Nobody is there to do it yet.
            let desk = try ForgetDesk(stream.store)
            let request = try desk.ask(toForget: shopper)
            var progress = try desk.progress(of: request)
            #expect(progress.waiting.map(\.partition) == [0, 1, 2, 3])
            #expect(progress.waiting.allSatisfy { $0.owner == nil })

            let processor = stream.start()
            try Await.until("all partitions have forgotten") {
                progress = try desk.progress(of: request)
                return progress.isDone
            }
            #expect(progress.removed.baskets + progress.removed.outcomes > 0)
            #expect(progress.removed.scores > 0)
            let after = try holds(stream, shopper)
            #expect(!after.text && !after.bytes)
            #expect(
                try stream.query(
                    "SELECT shopper_id IS NULL, done_at IS NOT NULL FROM basketwatch.forget_request"
                )
                    == [["t", "t"]])

            // It goes on, is killed in effect (no last checkpoint helps it), and goes on again.
            try feed.send(2_000)
            try stream.awaitCommitted(feed.sent)
            try processor.stop()
            try feed.send(1_000)
            try stream.runToEnd()
            #expect(
                try stream.status().partitions.map(\.ledger.sessions.forgotten).reduce(0, +) > 0)
            try stream.expectUndisturbed(forgetting: [shopper])
        }
    }

    @Test("forgets at the end of what is there too, and one who is asked for twice or never came")
    func forgetAtTheEnd() throws {
        try withEmbeddedStream { stream in
            var feed = try Feed(stream, seed: 62)
            try feed.send(2_000)
            try stream.runToEnd()
            let shopper = try bestKnown(stream)
            let desk = try ForgetDesk(stream.store)
            let requests = [
                try desk.ask(toForget: shopper), try desk.ask(toForget: shopper),
                try desk.ask(toForget: "never'; DROP TABLE basketwatch.basket; --"),
            ]
            // There is nothing left to read: it is done before the processor ends.
            try stream.runToEnd()
            let ends = try requests.map { try desk.progress(of: $0) }
            #expect(ends.map(\.isDone) == [true, true, true])
            #expect(ends[0].removed.baskets + ends[0].removed.outcomes > 0)
            #expect(ends[1].removed == ForgetProgress.Removed())
            #expect(ends[2].removed == ForgetProgress.Removed())
            try stream.expectUndisturbed(forgetting: [
                shopper, "never'; DROP TABLE basketwatch.basket; --",
            ])
        }
    }

    /// Whether the database holds the shopper's id as text, and a checkpoint holds it or its hash.
    private func holds(
        _ stream: TestStream, _ shopper: String
    ) throws -> (text: Bool, bytes: Bool) {
        let dump = try stream.postgres.dump(stream.store)
        let isText = dump.split(separator: "\n").contains { line in
            line.split(separator: "\t").contains { $0 == shopper }
        }
        let snapshot = try StoreSnapshot(stream.store)
        let states = try snapshot.partitions().flatMap { stored in
            try snapshot.checkpoints(of: stored.partition).map { place in
                let bytes = try snapshot.checkpoint(of: stored.partition, at: place.offset)
                return try PartitionState(checkpoint: bytes, packing: .zstd)
            }
        }
        let isInCheckpoint = states.contains {
            !$0.openSessions(of: StableHash(shopper)).isEmpty
                || !$0.checkpoint().ranges(of: Array(shopper.utf8)).isEmpty
        }
        return (isText, isInCheckpoint)
    }
}
