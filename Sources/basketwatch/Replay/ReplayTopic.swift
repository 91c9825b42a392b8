import BasketConsole
import BasketEvents
import BasketPipeline
import BasketSessions
import KafkaLog

/// A topic on its way through a dry run: all partitions, from their first record to where they ended
/// when it began. No group is joined, nothing is committed.
struct ReplayTopic: ~Copyable {
    private let cluster: LogCluster
    private let topic: String
    /// By partition.
    private let ranges: [LogCluster.Range]
    private let isEmbedded: Bool
    private var consumer: LogConsumer
    private var trouble: KafkaLogError?

    private static let timeout = Duration.seconds(5)
    /// How long brokers may be away in the middle.
    private static let patience = Duration.seconds(30)

    init(_ kafka: KafkaSettings, topic: String) throws {
        let cluster = try LogCluster(kafka)
        let ranges = try ReplayTopic.ranges(of: topic, in: cluster)
        let isEmbedded = try cluster.isEmbedded(timeout: ReplayTopic.timeout)
        let tuned = kafka.tuned(isEmbedded: isEmbedded)
            .readingAhead(bytes: PipelineLimit.readAheadBytes, consumers: 1)
        let places = ranges.enumerated().filter { $0.element.start < $0.element.end }
            .map { PartitionOffset(partition: Int32($0.offset), offset: $0.element.start) }
        consumer = try LogConsumer(tuned, topic: topic, from: places)
        self.cluster = cluster
        self.topic = topic
        self.ranges = ranges
        self.isEmbedded = isEmbedded
    }

    private static func ranges(
        of topic: String, in cluster: LogCluster
    ) throws -> [LogCluster.Range] {
        let count = try cluster.partitionCount(topic, timeout: timeout)
        let numbers = Array(0..<Int32(count))
        let found = try cluster.ranges(topic, partitions: numbers, timeout: timeout)
        return try numbers.map { number in
            guard let range = found[number] else {
                throw KafkaLogError.timedOut(operation: "asking where partition \(number) begins")
            }
            return range
        }
    }

    /// Reads to the end, or until nobody wants more.
    mutating func read(into run: inout ReplayRun, _ progress: (Int, Double?) -> Void) throws {
        for range in ranges { run.addPartition(from: range.start) }
        let total = ranges.reduce(0) { $0 + $1.end - $1.start }
        var lastNews = ContinuousClock.now
        while !run.isOver, ranges.indices.contains(where: { isWaiting(Int32($0), in: run) }) {
            let batch = try consumer.poll(timeoutMilliseconds: 100)
            take(batch.records, into: &run)
            for event in batch.events { try handle(event, in: &run) }
            if !batch.records.isEmpty {
                lastNews = .now
            } else if ContinuousClock.now - lastNews > ReplayTopic.patience {
                throw trouble ?? .timedOut(operation: "reading '\(topic)'")
            }
            progress(run.records, Double(run.records) / Double(max(1, total)))
        }
    }

    /// Whether something is left to read of a partition.
    private func isWaiting(_ number: Int32, in run: borrowing ReplayRun) -> Bool {
        run.nextOffset(number) < ranges[Int(number)].end
    }

    private func take(
        _ records: UnsafeBufferPointer<LogRecord>, into run: inout ReplayRun
    ) {
        var ahead = 0
        for (index, record) in records.enumerated() {
            if index == ahead || record.partition != records[index - 1].partition {
                run.partitions[Int(record.partition)]
                    .expect(UnsafeBufferPointer(rebasing: records[index...]))
                ahead = index + SessionLimit.expectedRecords
            }
            // What comes after the end that was, or twice since a fetch was repeated.
            guard record.offset < ranges[Int(record.partition)].end,
                record.offset >= run.nextOffset(record.partition), !run.isOver
            else {
                pass(record.partition, to: record.offset, in: &run)
                continue
            }
            pass(record.partition, to: record.offset, in: &run)
            run.take(record)
        }
    }

    private mutating func handle(_ event: LogEvent, in run: inout ReplayRun) throws {
        switch event {
        case .endOfPartition(let place): pass(place.partition, to: place.offset, in: &run)
        case .outOfRange(let place): try goOn(place.partition, in: &run)
        case .failed(let error, _):
            guard error.isTransient else { throw error }
            trouble = error
        // Only a group assigns.
        case .assigned, .revoking, .lost: return
        }
    }

    /// Goes past offsets that hold no record, but not past the end.
    private func pass(_ number: Int32, to offset: Int64, in run: inout ReplayRun) {
        guard !run.isOver else { return }
        let goal = min(offset, ranges[Int(number)].end)
        let expected = run.nextOffset(number)
        if let gap = OffsetGap(expected: expected, next: goal, isEmbedded: isEmbedded) {
            run.partitions[Int(number)].pass(to: goal, as: gap.kind == .lost ? .lost : .absent)
        }
    }

    /// What came next has been deleted while we read: that is a loss, and reading goes on behind it.
    private mutating func goOn(_ number: Int32, in run: inout ReplayRun) throws {
        let start = try cluster.startOffsets(
            topic, partitions: [number], timeout: ReplayTopic.timeout)
        guard let offset = start[number] else { return }
        let goal = min(offset, ranges[Int(number)].end)
        run.partitions[Int(number)].pass(to: goal, as: .lost)
        if isWaiting(number, in: run) {
            try consumer.seek(PartitionOffset(partition: number, offset: offset))
        }
    }
}
