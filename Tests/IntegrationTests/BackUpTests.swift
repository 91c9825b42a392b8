import KafkaTesting
import PostgresTesting
import Testing

extension Integration {
    @Test("goes on from a back-up that is older than what Kafka holds, and the ledger balances")
    func restored() throws {
        try withEmbeddedStream { stream in
            var feed = try Feed(stream, seed: 41)
            try feed.send(2_000)
            try stream.runToEnd()
            let restore = try stream.postgres.backUp(stream.store)

            // What comes after the back-up: records, an owner more, outcomes.
            try feed.send(2_000)
            try stream.runToEnd()
            #expect(try stream.total().read == Int64(feed.sent))

            stream.store = try restore()
            #expect(try stream.total().read == 2_000)
            try feed.send(500)
            try stream.runToEnd()
            #expect(try stream.total().read == Int64(feed.sent))
            try stream.expectUndisturbed()
        }
    }
}
