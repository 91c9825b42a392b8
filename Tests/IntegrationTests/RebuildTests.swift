import BasketPipeline
import BasketSessions
import KafkaLog
import Testing

extension Integration {
    @Test(
        "refuses a checkpoint that cannot be used, and makes the state anew when told to",
        arguments: [
            "bytes = overlay(bytes PLACING '\\x0009'::bytea FROM 60)",
            "bytes = overlay(bytes PLACING '\\x09'::bytea FROM 5)", "bytes = substr(bytes, 1, 90)",
            "bytes = ''",
        ])
    func rebuild(damage: String) throws {
        try withEmbeddedStream(partitions: 2) { stream in
            var feed = try Feed(stream, seed: 21)
            try feed.send(3_000)
            try stream.runToEnd { $0.endQuestionInterval = .milliseconds(100) }
            try feed.send(1_000)
            try stream.runToEnd { $0.endQuestionInterval = .milliseconds(100) }
            _ = try stream.query("UPDATE basketwatch.checkpoint SET \(damage) WHERE partition = 1")
            let before = try FinalTables(stream)
            try feed.send(500)

            #expect {
                try stream.runToEnd()
            } throws: { error in
                guard case ProcessorError.partitionsStopped(let stops) = error else { return false }
                return Array(stops.keys) == [1] && "\(error)".contains("--rebuild-state")
            }
            #expect(try stream.status().partitions[1].stoppedReason != nil)

            let running = stream.start { $0.rebuildsState = true }
            try stream.awaitCommitted(4_500)
            try running.stop()
            #expect(running.hasLogged("making the state anew from the log"))
            #expect(try FinalTables(stream) != before)
            try stream.expectUndisturbed()
            // The new checkpoint has taken its place.
            try stream.runToEnd()
        }
    }

    @Test("goes back to an older checkpoint that is whole, further than to the one that is not")
    func olderCheckpoint() throws {
        try withEmbeddedStream(partitions: 1) { stream in
            var feed = try Feed(stream, seed: 22)
            try feed.send(2_000)
            try stream.runToEnd()
            _ = try stream.query("CREATE TABLE kept AS SELECT * FROM basketwatch.checkpoint")
            try feed.send(1_000)
            try stream.runToEnd()
            _ = try stream.query(
                """
                -- Kept, perhaps, as the first one of its day.
                DELETE FROM basketwatch.checkpoint WHERE log_offset = 2000;
                UPDATE basketwatch.checkpoint SET bytes = '';
                INSERT INTO basketwatch.checkpoint SELECT * FROM kept WHERE log_offset = 2000
                """)
            let running = stream.start { $0.rebuildsState = true }
            try running.awaitLine("making the state anew from the log")
            #expect(running.hasLogged("from=2000"))
            try running.awaitLine("took a partition over")
            try running.stop()
            try stream.runToEnd()
            try stream.expectUndisturbed()
        }
    }

    @Test(
        "says from where on it would have needed the log, where that has gone; and goes on if told",
        arguments: [ProcessorSettings.DataLoss.fail, .skip])
    func cannotRebuild(onDataLoss: ProcessorSettings.DataLoss) throws {
        try withEmbeddedStream(
            partitions: 1, properties: ["compression.codec": "none"]
        ) { stream in
            var producer = try LogProducer(stream.kafka, topic: stream.topic)
            func send(_ count: Int, from first: Int) throws {
                for number in first..<first + count {
                    try producer.send(.add(number, padding: 400), partition: 0)
                }
                try producer.flush(timeout: .seconds(30))
            }
            try send(100, from: 0)
            try stream.runToEnd()
            let open = try stream.status().partitions[0].ledger.baskets.open
            try send(20_000, from: 100)
            _ = try stream.query("UPDATE basketwatch.checkpoint SET bytes = ''")
            func run() throws {
                try stream.runToEnd {
                    $0.endQuestionInterval = .seconds(3_600)
                    $0.rebuildsState = true
                    $0.onDataLoss = onDataLoss
                }
            }
            guard onDataLoss == .skip else {
                #expect {
                    try run()
                } throws: { error in
                    "\(error)".contains("the log does not reach back")
                        && "\(error)".contains("no checkpoint of Basketwatch")
                }
                #expect(try stream.status().partitions[0].ledger.nextOffset == 100)
                return
            }
            try run()
            let ledger = try stream.status().partitions[0].ledger
            #expect(ledger.differences == [])
            #expect(ledger.nextOffset == 20_100)
            #expect(ledger.baskets.lost == open)
            try run()
        }
    }
}
