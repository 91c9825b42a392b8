import BasketEvents
@testable import BasketPipeline
import BasketRisk
import BasketSessions
import BasketStore
import KafkaLog
import KafkaTesting
import Testing
import Waiting

/// A run over the same topic with nothing in its way: each partition's records from its first offset
/// to what the disturbed run committed, with the recorded inputs at their places, straight through
/// the sessions, the score and the store, into a database of its own.
///
/// Knows nothing of workers, groups, checkpoints or epochs.
struct UndisturbedRun {
    private let stream: TestStream

    init(_ stream: TestStream) {
        self.stream = stream
    }

    /// The tables it ends with.
    func tables() throws -> FinalTables {
        let store = try stream.postgres.database()
        var writer = try FlushWriter(store)
        try writer.register(ModelRecord(RiskModel.shipped))
        let snapshot = try StoreSnapshot(stream.store)
        for stored in try snapshot.partitions() { try run(stored, snapshot, into: &writer) }
        return try FinalTables(stream.postgres, store)
    }

    private func run(
        _ stored: StoredPartition, _ snapshot: StoreSnapshot, into writer: inout FlushWriter
    ) throws {
        let (partition, ledger) = (stored.partition, stored.ledger)
        let recorded = try snapshot.seldomInputs(of: partition).first { $0.kind == .settings }
        let settings = try SessionSettings(encoded: recorded?.bytes ?? stored.settings)
        let ownership = try writer.takeOver(
            TakeOver(
                partition: partition, topic: stream.topic, group: stream.group,
                owner: "undisturbed", startOffset: ledger.firstOffset, settings: settings.encoded))
        var rerun = PartitionRerun(
            PartitionRerun.Course(
                state: PartitionState(
                    partition: partition, generation: ownership.generation,
                    firstOffset: ledger.firstOffset, settings: settings),
                inputs: InputPages(from: InputPlace(offset: ledger.firstOffset, ordinal: 0)) {
                    try snapshot.inputs(of: partition, from: $0)
                },
                model: nil, isEmbedded: false, keepsBaskets: true,
                findModel: { $0 == RiskModel.shipped.version ? .shipped : nil }))
        var number = ownership.flushNumber
        func flush(_ rerun: inout PartitionRerun) throws {
            for var flush in rerun.takeFlushes() {
                number += 1
                (flush.epoch, flush.number) = (ownership.epoch, number)
                let report = try writer.write(Flush(partitions: [flush]))
                #expect(report.results.map(\.result) == [.written])
            }
        }
        var consumer = try LogConsumer(
            stream.kafka, topic: stream.topic,
            from: [PartitionOffset(partition: partition, offset: ledger.firstOffset)])
        try Await.until("partition \(partition) is read to \(ledger.nextOffset)") {
            let batch = try consumer.poll(limit: 997, timeoutMilliseconds: 100)
            for record in batch.records where record.offset < ledger.nextOffset {
                try rerun.prepare(for: record.offset)
                rerun.take(record)
            }
            if !batch.records.isEmpty { try flush(&rerun) }
            let isAtEnd = batch.events.contains {
                if case .endOfPartition(let place) = $0 {
                    return place.offset >= ledger.nextOffset
                }
                return false
            }
            return isAtEnd || rerun.nextOffset >= ledger.nextOffset
        }
        try rerun.prepare(for: ledger.nextOffset)
        try flush(&rerun)
    }
}
