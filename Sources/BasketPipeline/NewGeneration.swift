import BasketSessions
import BasketStore
import BasketTelemetry
import KafkaLog

/// Begins a stream's next generation where its topic is another one than the one that was read; where
/// it is the same, nothing happens.
struct NewGeneration {
    private let settings: ProcessorSettings
    private let cluster: LogCluster
    private let topic: Processor.FoundTopic
    private let log: Log

    /// How long brokers have to say what they hold.
    private static let patience = Duration.seconds(10)

    init(
        _ settings: ProcessorSettings, _ cluster: LogCluster, _ topic: Processor.FoundTopic,
        log: Log
    ) {
        self.settings = settings
        self.cluster = cluster
        self.topic = topic
        self.log = log
    }

    func beginIfNeeded(until stop: StopSignal) throws {
        let writer = try GenerationWriter(settings.store)
        let generation = try writer.generation(topic: settings.topic, group: settings.group)
        guard let generation else {
            return log.notice(
                "--new-generation: nothing has been read of this topic yet, so nothing is begun anew"
            )
        }
        let standings = try writer.standings()
        guard let difference = try difference(from: standings, until: stop) else {
            return log.notice(
                "--new-generation: the topic is the one that was read, so nothing is begun anew",
                ["topic": settings.topic, "generation": "\(generation)"])
        }
        guard generation < GenerationWriter.highest else {
            throw ProcessorError.generationsUsedUp
        }
        let lost = try writer.begin(
            after: generation, topic: settings.topic, group: settings.group)
        guard let lost else {
            return log.notice("--new-generation: another instance has just begun it")
        }
        log.warning(
            "began a new generation: the topic is another one than the one that was read. It is read "
                + "from its beginning; baskets that were open count as lost",
            [
                "topic": settings.topic, "generation": "\(generation + 1)", "because": difference,
                "baskets_lost": "\(lost)",
            ])
    }

    /// What shows that the topic is another one; `nil`: nothing does.
    private func difference(
        from standings: [GenerationWriter.Standing], until stop: StopSignal
    ) throws -> String? {
        let read = standings.filter { $0.nextOffset > 0 }
        let count = topic.ends.count
        if let beyond = read.first(where: { $0.partition >= count }) {
            return "it has \(count) partitions, and partition \(beyond.partition) was read"
        }
        let ranges = try cluster.ranges(
            settings.topic, partitions: read.map(\.partition), timeout: NewGeneration.patience)
        var marks: [Int32: RecordMark] = [:]
        for standing in read {
            guard let range = ranges[standing.partition] else {
                throw KafkaLogError.timedOut(
                    operation: "asking where partition \(standing.partition) ends")
            }
            if range.end < standing.nextOffset {
                return "partition \(standing.partition) ends at offset \(range.end), and "
                    + "\(standing.nextOffset) comes next"
            }
            // One that cannot be read tells nothing; the partition's owner will say what is wrong.
            let head = standing.checkpointHead
            let mark = try? head.flatMap {
                try PartitionState.lastRecord(inHead: $0, packing: .zstd)
            }
            if let mark, (range.start..<range.end).contains(mark.offset) {
                marks[standing.partition] = mark
            }
        }
        return try otherRecord(than: marks, until: stop).map {
            "partition \($0.partition) holds another record at offset \($0.offset)"
        }
    }

    /// Reads the records that are now where those marked were.
    private func otherRecord(
        than marks: [Int32: RecordMark], until stop: StopSignal
    ) throws -> PartitionOffset? {
        guard !marks.isEmpty else { return nil }
        var waiting = marks
        var consumer = try LogConsumer(
            settings.kafka.tuned(isEmbedded: topic.isEmbedded), topic: settings.topic,
            from: marks.map { PartitionOffset(partition: $0.key, offset: $0.value.offset) })
        let deadline = ContinuousClock.now + NewGeneration.patience
        while !waiting.isEmpty, !stop.isRaised {
            guard ContinuousClock.now < deadline else {
                throw KafkaLogError.timedOut(
                    operation: "reading the last records again of '\(settings.topic)'")
            }
            let batch = try consumer.poll(timeoutMilliseconds: 100)
            for record in batch.records {
                guard let mark = waiting[record.partition], record.offset >= mark.offset else {
                    continue
                }
                waiting[record.partition] = nil
                if mark.differs(from: record) {
                    return PartitionOffset(partition: record.partition, offset: record.offset)
                }
            }
            for event in batch.events {
                switch event {
                // Nothing is there any more to compare.
                case .endOfPartition(let place), .outOfRange(let place):
                    waiting[place.partition] = nil
                case .failed(let error, _): if !error.isTransient { throw error }
                // Only a group assigns.
                case .assigned, .revoking, .lost: break
                }
            }
        }
        return nil
    }
}
