import KafkaLog
import KafkaTesting
import Testing
import Waiting

extension Integration {
    @Test(
        "drops days past their time while it runs, once among its instances, and none of a backfill"
    )
    func retention() throws {
        try withEmbeddedStream(partitions: 2) { stream in
            var producer = try LogProducer(stream.kafka, topic: stream.topic)
            func send(_ number: Int, day: Int, partition: Int32) throws {
                let moved = SentEvent.add(number).json.replacing(
                    "\(1_764_144_000_000 + number * 1_000)",
                    with: "\(1_764_144_000_000 - (3_650 - day) * 86_400_000)")
                try producer.send(
                    SentEvent(shopper: "u-\(number)", json: moved), partition: partition)
            }
            // Ten years ago, twenty days of sessions, which all but the last are closed.
            for day in 0..<20 {
                try send(2 * day, day: day, partition: 0)
                try send(2 * day + 1, day: day, partition: 1)
            }
            try producer.flush(timeout: .seconds(30))
            let days = "SELECT count(DISTINCT day), max(day) - min(day) FROM basketwatch."
            try stream.runToEnd { $0.retentionInterval = .milliseconds(50) }
            #expect(try stream.query(days + "score") == [["20", "19"]])

            let running = (0..<2).map { _ in
                stream.start {
                    $0.retention.scores = .seconds(7 * 86_400)
                    $0.retention.outcomes = .seconds(14 * 86_400)
                    $0.retentionInterval = .milliseconds(50)
                }
            }
            for (table, left) in [("score", "8"), ("outcome", "14")] {
                try Await.until("\(left) days of \(table) are left", within: 30) {
                    try stream.query(days + table).first?.first == left
                }
            }
            for processor in running { try processor.stop() }
            let told = running.flatMap(\.log).filter {
                $0.contains("dropped what is past its time")
            }
            #expect(told.contains { $0.contains("score_days=") && $0.contains("watermark=2015-") })
            #expect(try stream.total().differences == [])
        }
    }
}
