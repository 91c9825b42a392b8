import BasketPipeline
import KafkaLog
import KafkaTesting
import Testing
import Waiting

/// The same promise on a real Kafka, with processors that come, go and die.
extension Integration {
    @Suite(
        "on a real Kafka", .serialized,
        .enabled(if: RealKafka.isAvailable, Comment(rawValue: RealKafka.skipped)))
    struct OnRealKafka {
        func stream(_ story: String, partitions: Int = 8) throws -> TestStream {
            let kafka = try RealKafka.shared()
            return try TestStream(
                kafka.settings, topic: kafka.makeTopic(story, partitions: partitions))
        }

        /// Sends on until the condition holds, never far ahead of what is committed.
        func feed(
            _ feed: inout Feed, into stream: TestStream, until what: String,
            _ condition: () throws -> Bool
        ) throws {
            try Await.until(what, within: 60) {
                if try stream.committed() > feed.sent - 2_000 { try feed.send(200) }
                return try condition()
            }
        }

        func expectAll(_ feed: borrowing Feed, in stream: TestStream) throws {
            let total = try stream.total()
            #expect(total.read == Int64(feed.sent))
            #expect(total.absent == 0)
            #expect(total.lost == 0)
            try stream.expectUndisturbed()
        }

        @Test("is shared by two processors while load goes on: one joins, the other leaves")
        func rebalance() throws {
            let stream = try stream("rebalance")
            var feed = try Feed(stream, seed: 20)
            try feed.send(1_000)
            let first = try ChildProcessor(stream)
            try stream.awaitCommitted(1_000)
            #expect(try first.owned(in: stream) == 8)

            let second = try ChildProcessor(stream)
            try self.feed(&feed, into: stream, until: "each holds a half") {
                try first.owned(in: stream) == 4 && second.owned(in: stream) == 4
            }
            try first.stop()
            try self.feed(&feed, into: stream, until: "the second holds all") {
                try second.owned(in: stream) == 8
            }
            try feed.send(500)
            try stream.awaitCommitted(feed.sent)
            try second.stop()

            try expectAll(feed, in: stream)
        }

        @Test("goes on exactly after kill -9, in another processor and in one started anew")
        func killed() throws {
            let stream = try stream("killed")
            var feed = try Feed(stream, seed: 21)
            try feed.send(1_000)
            let first = try ChildProcessor(stream)
            let second = try ChildProcessor(stream)
            try self.feed(&feed, into: stream, until: "each holds a half") {
                try first.owned(in: stream) == 4 && second.owned(in: stream) == 4
            }
            first.kill()
            try self.feed(&feed, into: stream, until: "the second holds all") {
                try second.owned(in: stream) == 8
            }
            try stream.awaitCommitted(feed.sent)

            // No checkpoint but the first ones, so that there is much to run again.
            let third = try ChildProcessor(stream, ["--checkpoint-interval", "1h"])
            try self.feed(&feed, into: stream, until: "the third holds a half") {
                try third.owned(in: stream) == 4
            }
            second.kill()
            try self.feed(&feed, into: stream, until: "the third holds all") {
                try third.owned(in: stream) == 8
            }
            try stream.awaitCommitted(feed.sent)
            third.kill()
            try feed.send(500)
            let last = try ChildProcessor(stream)
            try stream.awaitCommitted(feed.sent)
            try last.stop()

            #expect(last.log.contains("took a partition over"))
            try expectAll(feed, in: stream)
        }

        @Test("fences a processor that stood still while others took its partitions over")
        func stoodStill() throws {
            let stream = try stream("stood-still")
            var feed = try Feed(stream, seed: 22)
            try feed.send(1_000)
            let first = try ChildProcessor(stream)
            try stream.awaitCommitted(1_000)
            try feed.send(1_000)
            first.pause()
            let second = try ChildProcessor(stream)
            try self.feed(&feed, into: stream, until: "the second holds all") {
                try second.owned(in: stream) == 8
            }
            first.resume()
            try self.feed(&feed, into: stream, until: "each holds a half") {
                try first.owned(in: stream) == 4 && second.owned(in: stream) == 4
            }
            try stream.awaitCommitted(feed.sent)
            try first.stop()
            try second.stop()

            try expectAll(feed, in: stream)
        }

        @Test("may end while most of its workers are still joining the group")
        func joining() throws {
            let stream = try stream("joining", partitions: 2)
            var feed = try Feed(stream, seed: 25)
            for _ in 0..<4 {
                try feed.send(200)
                let end = try ChildProcessor(stream, ["--until-end", "--workers", "8"])
                    .waitForEnd()
                #expect(end.code == 0, "\(end.errors.suffix(2_000))")
            }
            try expectAll(feed, in: stream)
        }

        @Test("goes through many hands without a trace", arguments: [1, 2] as [UInt64])
        func manyHands(seed: UInt64) throws {
            let stream = try stream("hands", partitions: 6)
            var feed = try Feed(stream, seed: 30 + seed)
            var hands: [RunningProcessor] = []
            for round in 0..<6 {
                try feed.send(400)
                hands.append(stream.start { $0.workers = 1 + (round + Int(seed)) % 3 })
                try feed.send(400)
                try stream.awaitCommitted(feed.sent - 400)
                if hands.count > 2 { try hands.removeFirst().stop() }
            }
            try stream.awaitCommitted(feed.sent)
            for hand in hands { try hand.stop() }

            try expectAll(feed, in: stream)
        }
    }
}
