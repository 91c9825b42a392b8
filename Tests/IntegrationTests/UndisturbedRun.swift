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
    /// Who was forgotten on the way.
    var forgotten: [String] = []

    init(_ stream: TestStream) {
        self.stream = stream
    }

    /// The tables it ends with.
    func tables() throws -> FinalTables { try FinalTables(stream.postgres, database()) }

    /// Runs it, and leaves the database it ends with.
    func database() throws -> StoreSettings {
        let store = try stream.postgres.database()
        var writer = try FlushWriter(store)
        try writer.register(ModelRecord(RiskModel.shipped))
        let snapshot = try StoreSnapshot(stream.store)
        for stored in try snapshot.partitions() { try run(stored, snapshot, into: &writer, store) }
        return store
    }

    private func run(
        _ stored: StoredPartition, _ snapshot: StoreSnapshot, into writer: inout FlushWriter,
        _ store: StoreSettings
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
        var forgets = try snapshot.seldomInputs(of: partition).filter { $0.kind == .forget }
        func forget(upTo offset: Int64, _ rerun: inout PartitionRerun) throws {
            while let next = forgets.first, next.offset <= offset {
                forgets.removeFirst()
                try rerun.prepare(for: next.offset)
                try flush(&rerun)
                try remove(next, from: partition, in: store)
            }
        }
        var consumer = try LogConsumer(
            stream.kafka, topic: stream.topic,
            from: [PartitionOffset(partition: partition, offset: ledger.firstOffset)])
        try Await.until("partition \(partition) is read to \(ledger.nextOffset)") {
            let batch = try consumer.poll(limit: 997, timeoutMilliseconds: 100)
            for record in batch.records where record.offset < ledger.nextOffset {
                try forget(upTo: record.offset, &rerun)
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
        try forget(upTo: ledger.nextOffset, &rerun)
        try rerun.prepare(for: ledger.nextOffset)
        try flush(&rerun)
    }

    /// Removes the rows of who was forgotten there.
    private func remove(_ input: RecordedInput, from partition: Int32, in store: StoreSettings)
        throws
    {
        guard case .forget(let hash)? = try input.change() else { return }
        let shopper = try #require(forgotten.first { StableHash($0) == hash })
        let request = try ForgetDesk(store).ask(toForget: shopper)
        _ = try stream.postgres.query(
            "SELECT basketwatch.forget_rows(\(request), \(partition), \(input.offset))", at: store)
    }
}
