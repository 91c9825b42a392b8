import KafkaLog
import Testing
import Waiting

extension Integration {
    @Test("lets silence score and close sessions on a partition read to its end, and records it")
    func silence() throws {
        try withEmbeddedStream(partitions: 2) { stream in
            stream.sessions.gapMilliseconds = 900
            stream.sessions.disorderMilliseconds = 100
            stream.sessions.silenceMilliseconds = [200, 400]
            var producer = try LogProducer(stream.kafka, topic: stream.topic)
            try producer.send(.add(0))
            try producer.flush(timeout: .seconds(10))

            let running = stream.start { $0.endQuestionInterval = .milliseconds(50) }
            try Await.until("silence closes the session") {
                try stream.query("SELECT kind FROM basketwatch.outcome") == [["abandoned"]]
            }
            try running.stop()

            #expect(
                try stream.query("SELECT cause FROM basketwatch.score ORDER BY ordinal")
                    == [["add"], ["silence"], ["silence"]])
            #expect(
                try stream.query(
                    """
                    SELECT partition, log_offset, value > 1764144000900 FROM basketwatch.recorded_input
                    WHERE kind = 'tick'
                    """
                ).map { $0.dropFirst() } == [["1", "t"]],
                "one tick: where nothing was ever read there is no time to move on")
            try stream.expectUndisturbed()
        }
    }

    @Test("does not count the silence of a stopped processor")
    func stoppedProcessor() throws {
        try withEmbeddedStream(partitions: 1) { stream in
            var feed = try Feed(stream, seed: 6)
            try feed.send(500)
            try stream.runToEnd { $0.endQuestionInterval = .seconds(3_600) }
            let before = try stream.status().partitions.map(\.watermark)
            try stream.runToEnd { $0.endQuestionInterval = .seconds(3_600) }
            #expect(try stream.status().partitions.map(\.watermark) == before)

            let started = ContinuousClock.now
            let running = stream.start { $0.endQuestionInterval = .milliseconds(50) }
            try Await.until("time passes in silence") {
                try stream.status().partitions.map(\.watermark) != before
            }
            try running.stop()
            let passed = started.duration(to: .now)
            let gained = try zip(stream.status().partitions, before).map {
                $0.watermark.milliseconds - $1.milliseconds
            }
            #expect(gained.allSatisfy { .milliseconds($0) < passed })
            try stream.expectUndisturbed()
        }
    }
}
