import KafkaLog
import StoryTesting
import Testing

extension Integration {
    @Test("takes every golden story from the topic into the tables as it is told")
    func stories() throws {
        let stories = try Story.all()
        try withEmbeddedStream(partitions: stories.count) { stream in
            var producer = try LogProducer(stream.kafka, topic: stream.topic)
            for (partition, story) in stories.enumerated() {
                for record in story.records {
                    try producer.send(record, partition: Int32(partition))
                }
            }
            try producer.flush(timeout: .seconds(30))
            // The stories are told without ticks.
            try stream.runToEnd { $0.endQuestionInterval = .seconds(3_600) }

            let partitions = try stream.status().partitions
            for (story, partition) in zip(stories, partitions) {
                let found = try StoryRows(stream, partition: Int(partition.partition))
                let told = StoryRows(story.expected)
                #expect(found.moments == told.moments, "\(story.name)")
                #expect(found.outcomes == told.outcomes, "\(story.name)")
                #expect(found.quarantined == told.quarantined, "\(story.name)")
                #expect(found.baskets == told.baskets, "\(story.name)")
                #expect(
                    StoryExpectation.Counts(partition.ledger) == story.expected.ledger,
                    "\(story.name)")
                #expect(
                    partition.watermark.milliseconds == story.expected.watermarkMs, "\(story.name)")
            }
            try stream.expectUndisturbed()
        }
    }
}

extension LogProducer {
    mutating func send(_ record: StoryRecord, partition: Int32) throws {
        var failure: (any Error)?
        record.lend(partition: partition, offset: 0) {
            do {
                try send(key: $0.key, value: $0.value, partition: partition)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }
}
