import BasketEvents
import BasketSessions
import BasketStore
import KafkaLog
import KafkaTesting
import Testing
import Waiting

extension Integration {
    @Test("puts each odd record of an embedded broker where docs/events.md says, and goes on")
    func oddRecords() throws {
        try withEmbeddedStream(partitions: 1) { try expectOddRecords(in: $0) }
    }

    @Test(
        "says once that a topic looks wrong, keeps samples, and goes on by itself when it is good")
    func wrongTopic() throws {
        try withEmbeddedStream(partitions: 1) { stream in
            stream.sessions.mostQuarantined = 300
            var topic = try MixedTopic(stream)
            let running = stream.start()
            try topic.sendBad(1_500)
            try stream.awaitCommitted(1_500)
            try running.stop()
            #expect(running.log.count { $0.contains("error") && $0.contains("looks wrong") } == 1)
            // 300, then of 1,200: the 1st, 2nd, 4th, …, 1,024th.
            try topic.expect(kept: 300 + 11, unkept: 1_200 - 11)

            // Started anew it says so again, and goes on where it was with its samples.
            let again = stream.start()
            try topic.sendBad(1_500)
            try stream.awaitCommitted(3_000)
            try again.awaitLine("the topic looks wrong")
            try topic.expect(kept: 300 + 12, unkept: 2_700 - 12)
            let status = try #require(try stream.status().partitions.first)
            #expect(status.looksWrong)
            #expect(status.refusedRecently == 3_000)
            #expect(try stream.status().recentQuarantine.quarantined == 3_000)

            try topic.sendGood(10_000)
            try stream.awaitCommitted(13_000)
            try again.awaitLine("the topic looks right again")
            try topic.sendBad(5)
            try stream.awaitCommitted(13_005)
            try again.stop()
            try topic.expect(kept: 300 + 12 + 5, unkept: 2_700 - 12)
            let recovered = try #require(try stream.status().partitions.first)
            #expect(!recovered.looksWrong && recovered.refusedRecently == 5)
            #expect(recovered.ledger.applied == 10_000)
            try stream.expectUndisturbed()
        }
    }
}

extension Integration.OnRealKafka {
    @Test("puts each odd record where docs/events.md says, and goes on")
    func oddRecords() throws {
        try expectOddRecords(in: stream("odd", partitions: 1))
    }
}

/// Sends the whole table, and holds what is stored against it.
private func expectOddRecords(in stream: TestStream) throws {
    var producer = try LogProducer(stream.kafka, topic: stream.topic)
    for record in OddRecord.all { try producer.send(record) }
    try producer.flush(timeout: .seconds(30))
    try stream.runToEnd()

    let rows = try stream.query(
        """
        SELECT log_offset, reason, size, coalesce(length(value), -1) FROM basketwatch.quarantine
        ORDER BY log_offset
        """)
    var expected: [[String]] = []
    for (offset, record) in OddRecord.all.enumerated() {
        guard let reason = record.reason else { continue }
        let size = record.value?.count ?? 0
        // Of a value that is none, or of no bytes, there is nothing to keep.
        let kept = size == 0 ? -1 : min(size, SessionLimit.quarantinedBytes)
        expected.append(["\(offset)", reason.rawValue, "\(size)", "\(kept)"])
    }
    #expect(rows == expected)

    let total = try stream.total()
    #expect(total.differences == [])
    #expect(total.read == Int64(OddRecord.all.count))
    #expect(total.quarantined == Int64(expected.count))
    #expect(total.applied == total.read - total.quarantined)
    #expect(total.keyless == 1, "those refused for another reason are not counted")
    let last = try stream.query("SELECT adds FROM basketwatch.basket")
    #expect(last == [["\(total.applied)"]])
    try stream.expectVerified()
}
