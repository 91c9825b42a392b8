import BasketPipeline
import BasketStore
import PostgresTesting
import ProxyTesting
import Testing
import Waiting

extension Integration {
    @Test("waits out a PostgreSQL that was killed, and writes what it read meanwhile")
    func killedPostgres() throws {
        let postgres = try PrivatePostgres()
        try withEmbeddedStream { lent in
            var stream = try TestStream(lent.kafka, topic: lent.topic, postgres: postgres)
            stream.sessions = lent.sessions
            var feed = try Feed(stream, seed: 7)
            try feed.send(2_000)
            // A small bound, so that reading itself has to wait for the store.
            let running = stream.start {
                $0.workers = 2
                $0.waitingRows = 300
            }
            try stream.awaitCommitted(2_000)

            for outage in 1...2 {
                try postgres.kill()
                // More than the bound by far: the sessions of a killed server still end a flush.
                try feed.send(6_000)
                // Each of the two workers says so.
                try running.awaitLine("the store takes nothing; reading goes on", times: 2 * outage)
                try running.awaitLine("the store takes nothing yet", times: 2 * outage)
                try postgres.start()
                try stream.awaitCommitted(feed.sent)
            }
            try running.stop()

            #expect(running.hasLogged("the store takes flushes again"))
            #expect(try stream.total().read == Int64(feed.sent))
            #expect(try stream.total().absent == 0)
            try stream.expectUndisturbed()
        }
    }

    @Test(
        "takes a connection that says nothing any more for dead, and writes once what it said there"
    )
    func silentConnection() throws {
        let port = try freePort()
        let postgres = try PrivatePostgres(port: Int(port))
        let proxy = try TCPProxy(to: port)
        try withEmbeddedStream { lent in
            var stream = try TestStream(lent.kafka, topic: lent.topic, postgres: postgres)
            stream.sessions = lent.sessions
            var feed = try Feed(stream, seed: 9)
            try feed.send(1_000)
            let running = stream.start {
                $0.store = stream.store.through(proxy)
                $0.store.answerTimeout = .seconds(1)
            }
            try stream.awaitCommitted(1_000)

            // Committed, and nobody will ever tell; nor does anybody close the connection.
            proxy.hold(at: HoldPoint(.replies, statement: "commit"))
            try feed.send(1_000)
            try running.awaitLine("no answer for", times: 1)
            try stream.awaitCommitted(feed.sent)
            try running.stop()

            #expect(proxy.heldAtPoints == 1)
            #expect(try stream.total().read == Int64(feed.sent))
            try stream.expectUndisturbed()
        }
    }

    @Test("says so when PostgreSQL does not take the last flush, and reads it again next time")
    func awayAtTheEnd() throws {
        let postgres = try PrivatePostgres()
        try withEmbeddedStream { lent in
            let stream = try TestStream(lent.kafka, topic: lent.topic, postgres: postgres)
            var feed = try Feed(stream, seed: 8)
            try feed.send(1_000)
            let running = stream.start()
            try stream.awaitCommitted(1_000)
            try postgres.kill()
            try feed.send(1_000)
            try Await.until("it is read") { running.progress.records >= 2_000 }

            let began = ContinuousClock.now
            do {
                try running.stop()
                Issue.record("it ended as if all were written")
            } catch ProcessorError.notDrained(let records) {
                #expect(records == 1_000)
            }
            #expect(began.duration(to: .now) < .seconds(6))

            try postgres.start()
            try stream.runToEnd()
            #expect(try stream.total().read == 2_000)
            try stream.expectUndisturbed()
        }
    }
}
