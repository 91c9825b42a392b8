import BasketEvents
import BasketSessions
import KafkaLog

/// One partition's records from one offset to another, straight from the log.
struct PartitionReading: ~Copyable {
    private let topic: String
    private let partition: Int32
    private let from: Int64
    private let to: Int64
    private let kafka: KafkaSettings
    private var records = 0

    /// How long brokers may be away in the middle.
    private static let patience = Duration.seconds(30)

    init(_ topic: String, _ partition: Int32, from: Int64, to: Int64, _ kafka: KafkaSettings) {
        self.topic = topic
        self.partition = partition
        self.from = from
        self.to = to
        self.kafka = kafka
    }

    /// Hands all records over, in order.
    ///
    /// - Parameter progress: is told how many there were, now and then.
    /// - Throws: ``PartitionRerun/Gap`` where the log no longer holds what comes next.
    mutating func run(
        _ verifier: inout PartitionVerifier, _ tables: inout VerifiedTables,
        until stop: StopSignal, _ progress: (Int) -> Void
    ) throws {
        guard from < to else { return }
        var consumer = try LogConsumer(
            kafka, topic: topic, from: [PartitionOffset(partition: partition, offset: from)])
        var lastNews = ContinuousClock.now
        var trouble: KafkaLogError?
        while !stop.isRaised {
            let batch = try consumer.poll(timeoutMilliseconds: 100)
            try take(batch.records, &verifier, &tables)
            progress(records)
            if !batch.records.isEmpty { lastNews = .now }
            if let last = batch.records.last, last.offset >= to - 1 { return }
            for event in batch.events {
                switch event {
                case .endOfPartition(let place) where place.offset >= to: return
                case .outOfRange(let place):
                    throw PartitionRerun.Gap(from: verifier.nextOffset, to: place.offset + 1)
                case .failed(let error, _):
                    guard error.isTransient else { throw error }
                    trouble = error
                // Only a group assigns.
                case .endOfPartition, .assigned, .revoking, .lost: break
                }
            }
            if ContinuousClock.now - lastNews > PartitionReading.patience {
                throw trouble
                    ?? .timedOut(operation: "reading partition \(partition) of '\(topic)'")
            }
        }
    }

    private mutating func take(
        _ batch: UnsafeBufferPointer<LogRecord>, _ verifier: inout PartitionVerifier,
        _ tables: inout VerifiedTables
    ) throws {
        for (index, record) in batch.enumerated() {
            if index % SessionLimit.expectedRecords == 0 {
                verifier.rerun.expect(UnsafeBufferPointer(rebasing: batch[index...]))
            }
            // What was committed later, or comes twice since a fetch was repeated.
            guard record.offset < to, record.offset >= verifier.nextOffset else { continue }
            try verifier.take(record, &tables)
            records += 1
        }
    }
}
