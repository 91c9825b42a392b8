import BasketPipeline
import KafkaLog
import KafkaTesting
import Testing
import Waiting

/// What administrators do to a topic while it is processed.
extension Integration.OnRealKafka {
    /// Settings of a processor that hears soon of what becomes of its topic.
    ///
    /// - Parameter refresh: how soon the group looks for new partitions.
    private func attentive(_ settings: inout ProcessorSettings, refresh: Int = 500) {
        settings.topicQuestionInterval = .milliseconds(100)
        settings.endQuestionInterval = .milliseconds(100)
        settings.kafka.properties["topic.metadata.refresh.interval.ms"] = "\(refresh)"
    }

    /// Adds of shoppers of their own.
    private func send(
        _ numbers: Range<Int>, to partitions: Range<Int32>, of stream: TestStream
    ) throws {
        var producer = try LogProducer(stream.kafka, topic: stream.topic)
        for number in numbers {
            for partition in partitions {
                try producer.send(.add(number), partition: partition)
            }
        }
        try producer.flush(timeout: .seconds(30))
    }

    private func partitionInputs(_ stream: TestStream) throws -> [[String]] {
        try stream.query(
            """
            SELECT partition, log_offset, value FROM basketwatch.recorded_input
            WHERE kind = 'partitions' ORDER BY partition, log_offset
            """)
    }

    @Test(
        "reads the partitions that its topic gets from their beginning, and learns nothing from sessions that were open"
    )
    func grows() throws {
        let stream = try stream("grows", partitions: 2)
        try send(0..<3, to: 0..<2, of: stream)
        // What was there before is not ours, with --from latest; what comes later is, all of it.
        let running = stream.start {
            attentive(&$0, refresh: 5_000)
            $0.start = .latest
        }
        try Await.until("both partitions are taken over") {
            try partitionInputs(stream) == [["0", "3", "2"], ["1", "3", "2"]]
        }
        try send(3..<8, to: 0..<2, of: stream)
        try Await.until("all is committed") { try stream.total().read == 10 }

        try TopicAdmin(brokers: stream.kafka.brokers).grow(stream.topic, to: 4)
        try send(8..<13, to: 2..<4, of: stream)
        try Await.until("the new partitions are read", within: 60) {
            try stream.total().read == 20 && partitionInputs(stream).count == 6
        }
        #expect(
            try partitionInputs(stream) == [
                ["0", "3", "2"], ["0", "8", "4"], ["1", "3", "2"], ["1", "8", "4"],
                ["2", "0", "4"],
                ["3", "0", "4"],
            ])
        #expect(try stream.status().partitions.map(\.ledger.firstOffset) == [3, 3, 0, 0])
        try running.stop()

        // Once more while nobody is there: the next one notices.
        try TopicAdmin(brokers: stream.kafka.brokers).grow(stream.topic, to: 5)
        let next = stream.start {
            attentive(&$0)
            $0.start = .latest
        }
        try Await.until("all partitions have heard of it", within: 60) {
            try partitionInputs(stream).count { $0[2] == "5" } == 5
        }
        // An hour later: all that was open closes, and what comes then is whole.
        try send(5_000..<5_002, to: 0..<5, of: stream)
        try send(10_000..<10_001, to: 0..<5, of: stream)
        try Await.until("all is committed") { try stream.total().read == 35 }
        try next.stop()

        #expect(
            try stream.query(
                """
                SELECT excluded, count(*), min(log_offset) >= 0 FROM basketwatch.outcome
                GROUP BY excluded ORDER BY excluded
                """) == [["moved", "20", "t"], ["", "10", "t"]])
        try stream.expectUndisturbed()
    }

    @Test(
        "stands still while its topic is gone and says so, and begins anew only when told to",
        arguments: [40, 80])
    func madeAnew(records: Int) throws {
        let stream = try stream("anew", partitions: 2)
        let admin = try TopicAdmin(brokers: stream.kafka.brokers)
        try send(0..<50, to: 0..<2, of: stream)
        try sendBad(to: stream)
        let running = stream.start { attentive(&$0) }
        try stream.awaitCommitted(101)
        let open = try stream.total().baskets.open
        try Await.until("both have a checkpoint") {
            try stream.query(
                "SELECT count(DISTINCT partition) FROM basketwatch.checkpoint WHERE chunks > 0")
                == [["2"]]
        }
        #expect(open == 100)

        try admin.delete(stream.topic)
        try running.awaitLine("the topic is gone from the brokers")
        try Await.until("status says so") {
            try stream.status().partitions.allSatisfy {
                $0.stoppedReason?.hasPrefix("the topic is gone from the brokers") == true
            }
        }
        // The brokers take their time to let go of the name.
        try Await.until("the topic is made anew") {
            do {
                try LogCluster(stream.kafka).createTopic(
                    TopicPlan(name: stream.topic, partitions: 2), timeout: .seconds(10))
                return true
            } catch KafkaLogError.topicExists {
                return false
            }
        }
        try sendBad(to: stream)
        try send(0..<records, to: 0..<2, of: stream)
        #expect {
            try running.waitForEnd()
        } throws: {
            stops($0) == [0, 1] && "\($0)".contains("--new-generation")
        }
        #expect(try stream.total().read == 101, "nothing of the new topic was read")

        // Without the flag it stops again, whatever the new topic holds.
        #expect {
            try stream.runToEnd { attentive(&$0) }
        } throws: {
            stops($0) == [0, 1]
                && "\($0)".contains(
                    records < 50
                        ? "the log ends before the record that comes next"
                        : "the log holds another record")
        }
        #expect(try stream.total().read == 101)
        #expect(try stream.query("SELECT generation FROM basketwatch.stream") == [["0"]])

        try stream.runToEnd {
            attentive(&$0)
            $0.beginsNewGeneration = true
            // All of it is ours, whatever --from says.
            $0.start = .latest
        }
        try expectSecondGeneration(stream, lost: open, read: 2 * records + 1)

        // It fits now: nothing is begun anew by the same words.
        let again = stream.start {
            attentive(&$0)
            $0.beginsNewGeneration = true
        }
        try again.awaitLine("the topic is the one that was read")
        try again.stop()
        try expectSecondGeneration(stream, lost: open, read: 2 * records + 1)
    }

    /// A record that cannot be used, the first of partition 0.
    private func sendBad(to stream: TestStream) throws {
        var producer = try LogProducer(stream.kafka, topic: stream.topic)
        try producer.send(SentEvent(shopper: "u", json: "{"), partition: 0)
        try producer.flush(timeout: .seconds(30))
    }

    private func stops(_ error: any Error) -> [Int32]? {
        guard case ProcessorError.partitionsStopped(let stops) = error else { return nil }
        return stops.keys.sorted()
    }

    private func expectSecondGeneration(
        _ stream: TestStream, lost: Int64, read: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        func expect(_ sql: String, _ rows: [[String]]) throws {
            #expect(try stream.query(sql) == rows, sourceLocation: sourceLocation)
        }
        let total = try stream.total()
        #expect(total.read == Int64(read), sourceLocation: sourceLocation)
        #expect(
            try stream.status().partitions.allSatisfy { $0.ledger.differences.isEmpty },
            sourceLocation: sourceLocation)
        try expect("SELECT generation FROM basketwatch.stream", [["1"]])
        try expect(
            """
            SELECT session_key >> 56, kind, count(*) FROM basketwatch.outcome
            WHERE kind = 'lost' GROUP BY 1, 2
            """, [["0", "lost", "\(lost)"]])
        try expect(
            "SELECT DISTINCT session_key >> 56 FROM basketwatch.basket", [["1"]])
        try expect(
            "SELECT count(*) FROM basketwatch.basket", [["\(total.baskets.open)"]])
        try expect(
            """
            SELECT generation, count(*), sum(read), sum(baskets_lost),
                bool_and(offsets_balance AND records_balance AND sessions_balance AND baskets_balance)
            FROM basketwatch.past_ledger GROUP BY generation
            """, [["0", "2", "101", "\(lost)", "t"]])
        try expect(
            """
            SELECT generation, is_current, count(*) FROM basketwatch.quarantined_records
            GROUP BY 1, 2 ORDER BY 1
            """, [["0", "f", "1"], ["1", "t", "1"]])
        try expect(
            "SELECT bool_and(epoch >> 32 = 1) FROM basketwatch.stream_partition", [["t"]])
        let report = try stream.verify()
        #expect(report.differences == 0, "\(report.shown)", sourceLocation: sourceLocation)
        #expect(report.isWhole, "\(report.partitions)", sourceLocation: sourceLocation)
    }
}
