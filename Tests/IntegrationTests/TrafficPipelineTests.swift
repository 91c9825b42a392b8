import BasketTraffic
import Testing

extension Integration {
    @Test("counts what the generator put in: late, twice, malformed", arguments: [1, 2])
    func faults(seed: UInt64) throws {
        try withEmbeddedStream { stream in
            var feed = try Feed(stream, seed: seed)
            try feed.send(12_000)
            try stream.runToEnd { $0.workers = 2 }

            let total = try stream.total()
            let counts = feed.counts
            #expect(total.read == Int64(feed.sent))
            #expect(total.absent == 0)
            #expect(total.quarantined == Int64(counts.emitted(.malformed)))
            #expect(total.duplicate == Int64(counts.emitted(.duplicate)))
            #expect(total.late == Int64(counts.emitted(.veryLate)))
            #expect(
                total.applied
                    == Int64(counts.emitted(.inOrder) + counts.emitted(.outOfOrder)))
            try stream.expectUndisturbed()
        }
    }

    @Test("goes on after a clean stop as if there had been none")
    func restart() throws {
        try withEmbeddedStream { stream in
            var feed = try Feed(stream, seed: 3)
            try feed.send(4_000)
            try stream.runToEnd()
            try feed.send(4_000)
            let running = stream.start { $0.endQuestionInterval = .milliseconds(200) }
            try stream.awaitCommitted(6_000)
            try running.stop()
            try feed.send(2_000)
            try stream.runToEnd { $0.workers = 3 }

            #expect(try stream.total().read == 10_000)
            #expect(try stream.status().partitions.allSatisfy { $0.owner == nil })
            try stream.expectUndisturbed()
        }
    }

    @Test("runs again what follows the last checkpoint, and writes none of it twice")
    func rerun() throws {
        try withEmbeddedStream { stream in
            var feed = try Feed(stream, seed: 4)
            try feed.send(3_000)
            try stream.runToEnd()
            // The checkpoints that a crash would leave: those of now, and in one partition none.
            _ = try stream.query("CREATE TABLE old AS SELECT * FROM basketwatch.checkpoint")
            try feed.send(3_000)
            try stream.runToEnd { $0.endQuestionInterval = .milliseconds(50) }
            _ = try stream.query(
                """
                DELETE FROM basketwatch.checkpoint;
                INSERT INTO basketwatch.checkpoint SELECT * FROM old WHERE partition > 0
                """)
            let before = try FinalTables(stream)

            try feed.send(3_000)
            let running = stream.start()
            try stream.awaitCommitted(9_000)
            try running.stop()

            let takeovers = running.log.filter { $0.contains("took a partition over") }
            #expect(takeovers.count == 4)
            #expect(takeovers.contains { $0.contains("partition=0") && $0.contains(" from=0 ") })
            for line in takeovers {
                let from = try #require(line.firstMatch(of: #/from=(\d+)/#)?.1)
                let committed = try #require(line.firstMatch(of: #/committed=(\d+)/#)?.1)
                #expect(Int(from) ?? 0 < Int(committed) ?? 0, "\(line)")
            }
            #expect(running.progress.records > 3_000 + 3_000)
            #expect(try FinalTables(stream) != before)
            try stream.expectUndisturbed()
        }
    }

    @Test(
        "goes on with another gap from where it was told",
        arguments: [(from: 1_800, to: 240), (from: 240, to: 1_800)])
    func anotherGap(from: Int, to: Int) throws {
        try withEmbeddedStream(partitions: 2) { stream in
            stream.sessions.gapMilliseconds = Int64(from) * 1_000
            var feed = try Feed(stream, seed: 5)
            try feed.send(4_000)
            try stream.runToEnd { $0.endQuestionInterval = .seconds(3_600) }
            try feed.send(4_000)
            var changed = stream.sessions
            changed.gapMilliseconds = Int64(to) * 1_000
            for count in [0, 1_000] {
                try feed.send(count)
                try stream.runToEnd {
                    $0.endQuestionInterval = .seconds(3_600)
                    $0.sessions = changed
                }
            }

            try stream.expectUndisturbed()
        }
    }
}
