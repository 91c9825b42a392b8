import KafkaLog
import KafkaTesting
import Testing

extension Integration {
    @Test("starts behind what is there when it is told so, and then goes on from where it was")
    func latest() throws {
        try withEmbeddedStream { stream in
            var feed = try Feed(stream, seed: 13)
            try feed.send(500)
            try stream.runToEnd { $0.start = .latest }
            #expect(try stream.total().read == 0)
            #expect(try stream.status().partitions.map(\.ledger.firstOffset).reduce(0, +) == 500)

            try feed.send(2_000)
            try stream.runToEnd { $0.start = .latest }
            #expect(try stream.total().read == 2_000)
            try stream.expectUndisturbed()
        }
    }

    @Test("takes records without a key and warns of them; a key that is another id is refused")
    func keys() throws {
        try withEmbeddedStream(partitions: 1) { stream in
            var producer = try LogProducer(stream.kafka, topic: stream.topic)
            for number in 0..<5 {
                let json = Array(SentEvent.add(number).json.utf8)
                try json.withUnsafeBytes { value in
                    try producer.send(key: .init(start: nil, count: 0), value: value)
                }
            }
            try producer.send(SentEvent(shopper: "u-8", json: SentEvent.add(9).json))
            try producer.flush(timeout: .seconds(10))

            let running = stream.start()
            try stream.awaitCommitted(6)
            try running.stop()

            #expect(running.log.count { $0.contains("records come without a key") } == 1)
            let ledger = try stream.status().partitions[0].ledger
            #expect(ledger.keyless == 5)
            #expect(ledger.applied == 5)
            #expect(
                try stream.query("SELECT reason FROM basketwatch.quarantine")
                    == [["key_is_another_shopper"]])
            try stream.expectUndisturbed()
        }
    }
}
