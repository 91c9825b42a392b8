import BasketPipeline
import KafkaLog
import KafkaTesting
import Testing

extension Integration {
    @Test("stops a partition whose records the embedded broker has forgotten, and only that one")
    func forgotten() throws {
        // Uncompressed, so that a known number of records fills the broker's 5 MiB.
        try withEmbeddedStream(
            partitions: 2, properties: ["compression.codec": "none"]
        ) { stream in
            var producer = try LogProducer(stream.kafka, topic: stream.topic)
            func send(_ count: Int, from first: Int, partition: Int32) throws {
                for number in first..<first + count {
                    try producer.send(.add(number, padding: 400), partition: partition)
                }
                try producer.flush(timeout: .seconds(30))
            }
            try send(100, from: 0, partition: 0)
            try send(100, from: 0, partition: 1)
            try stream.runToEnd()
            let before = try FinalTables(stream)

            try send(20_000, from: 100, partition: 0)
            try send(100, from: 100, partition: 1)
            #expect {
                try stream.runToEnd { $0.endQuestionInterval = .seconds(3_600) }
            } throws: { error in
                guard case ProcessorError.partitionsStopped(let stops) = error else { return false }
                return Array(stops.keys) == [0] && "\(error)".contains("Partition 0 stopped")
                    && "\(error)".contains("are gone from the log")
            }

            let partitions = try stream.status().partitions
            #expect(partitions.map(\.ledger.nextOffset) == [100, 200])
            #expect(partitions.allSatisfy { $0.ledger.differences.isEmpty })
            #expect(
                partitions[0].stoppedReason?.hasPrefix("the records that come next are gone")
                    == true)
            #expect(partitions[1].stoppedReason == nil)
            let after = try FinalTables(stream)
            #expect(after.count("score") > before.count("score"))
            // Asked again it stops again, and nothing has moved.
            #expect(throws: ProcessorError.self) {
                try stream.runToEnd { $0.endQuestionInterval = .seconds(3_600) }
            }
            #expect(try FinalTables(stream).differences(from: after) == [])
        }
    }

    @Test(
        "goes on behind a loss when told to, and counts what it cost",
        arguments: [false, true])
    func passesOver(mustRunAgain: Bool) throws {
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
            #expect(open > 0)
            if mustRunAgain {
                _ = try stream.query("DELETE FROM basketwatch.checkpoint")
            }
            try send(20_000, from: 100)

            for _ in 0..<2 {
                // The second time nothing is lost any more: there is a checkpoint behind the loss.
                try stream.runToEnd {
                    $0.endQuestionInterval = .seconds(3_600)
                    $0.onDataLoss = .skip
                }
                let ledger = try stream.status().partitions[0].ledger
                #expect(ledger.differences == [])
                #expect(ledger.nextOffset == 20_100)
                #expect(ledger.lost > 0)
                #expect(ledger.read + ledger.lost == 20_100)
                #expect(ledger.baskets.lost == (mustRunAgain ? open : 0))
                let lost = try stream.query(
                    "SELECT count(*), count(DISTINCT session_key) FROM basketwatch.outcome WHERE kind = 'lost'"
                )
                #expect(lost == [["\(ledger.baskets.lost)", "\(ledger.baskets.lost)"]])
                let rows = try stream.query("SELECT count(*) FROM basketwatch.basket")
                #expect(rows == [["\(ledger.baskets.open)"]], "a row has a session behind it")
                let kinds = try stream.query(
                    "SELECT kind, count(*) FROM basketwatch.recorded_input WHERE kind IN ('loss', 'reset') GROUP BY kind"
                )
                #expect(kinds == [[mustRunAgain ? "reset" : "loss", "1"]])
            }
        }
    }

    @Test("does not take another topic of the same name for the one it has read")
    func anotherTopic() throws {
        try withEmbeddedStream(partitions: 2) { old in
            var feed = try Feed(old, seed: 9)
            try feed.send(500)
            try old.runToEnd()
            try withEmbeddedStream(partitions: 2) { new in
                var settings = old.processorSettings()
                settings.kafka.brokers = new.kafka.brokers
                let running = RunningProcessor(settings)
                try running.awaitLine(
                    "partitions 0, 1 stopped: the log ends before the record that")
                // With nothing left to do it ends by itself.
                #expect {
                    try running.waitForEnd()
                } throws: {
                    "\($0)".hasPrefix("Partitions 0, 1 stopped: the log ends before")
                }
                #expect(try old.total().nextOffset == 500)
            }
        }
    }
}
