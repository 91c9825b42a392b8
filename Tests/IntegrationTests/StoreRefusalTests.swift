import BasketPipeline
import KafkaTesting
import Testing

extension Integration {
    @Test(
        "takes a partition over again that somebody else wrote, if the group still says it is ours")
    func disputed() throws {
        try withEmbeddedStream { stream in
            var feed = try Feed(stream, seed: 11)
            try feed.send(1_000)
            let running = stream.start()
            try stream.awaitCommitted(1_000)

            _ = try stream.query(
                "UPDATE basketwatch.stream_partition SET epoch = epoch + 1 WHERE partition = 2")
            try feed.send(1_000)
            try running.awaitLine("another instance has taken the partition over")
            try stream.awaitCommitted(feed.sent)
            try running.stop()

            try stream.expectUndisturbed()
        }
    }

    @Test("stops a partition whose data PostgreSQL refuses, and lets the others go on")
    func refused() throws {
        try withEmbeddedStream { stream in
            var feed = try Feed(stream, seed: 12)
            try feed.send(1_000)
            try stream.runToEnd()
            let before = try stream.status().partitions.map(\.ledger)
            _ = try stream.query(
                """
                ALTER TABLE basketwatch.basket ADD CONSTRAINT refused
                CHECK (basketwatch.session_partition(session_key) <> 1) NOT VALID
                """)
            try feed.send(1_000)

            #expect {
                try stream.runToEnd()
            } throws: { error in
                guard case ProcessorError.partitionsStopped(let stops) = error else { return false }
                return Array(stops.keys) == [1] && "\(error)".contains("refused")
            }
            let stopped = try stream.status().partitions
            #expect(stopped.map { $0.stoppedReason != nil } == [false, true, false, false])
            #expect(stopped[1].stoppedReason?.contains("SQLSTATE 23514") == true)
            #expect(stopped[1].owner == nil && stopped[1].stoppedAgeSeconds ?? -1 >= 0)
            let after = stopped.map(\.ledger)
            #expect(after[1] == before[1])
            #expect([0, 2, 3].allSatisfy { after[$0].nextOffset > before[$0].nextOffset })

            // What refused it is gone: it goes on where it stood.
            _ = try stream.query("ALTER TABLE basketwatch.basket DROP CONSTRAINT refused")
            try stream.runToEnd()
            #expect(try stream.status().partitions.allSatisfy { $0.stoppedReason == nil })
            #expect(try stream.total().read == Int64(feed.sent))
            try stream.expectUndisturbed()
        }
    }
}
