import BasketEvents
@testable import BasketPipeline
import BasketRisk
import BasketSessions
import BasketStore
import KafkaLog
import KafkaTesting

/// A run over the same topic with nothing in its way: each partition's records from its first offset
/// to what the disturbed run committed, with the recorded inputs at their places, straight through
/// the sessions, the score and the store, into a database of its own.
///
/// Knows nothing of workers, groups, checkpoints or epochs.
struct UndisturbedRun {
    /// What the disturbed run says of a partition.
    struct Course {
        let partition: Int32
        let first: Int64
        let next: Int64
        var inputs: ArraySlice<RecordedInput>
    }

    private let stream: TestStream
    /// By partition: other settings, and the offset from which on they hold.
    var changes: [(offset: Int64, settings: SessionSettings)] = []
    /// Who was forgotten on the way.
    var forgotten: [String] = []

    init(_ stream: TestStream) {
        self.stream = stream
    }

    /// The tables it ends with.
    func tables() throws -> FinalTables {
        let store = try stream.postgres.database()
        var writer = try FlushWriter(store)
        try writer.register(ModelRecord(RiskModel.shipped))
        for course in try courses() { try run(course, into: &writer, store) }
        return try FinalTables(stream.postgres, store)
    }

    func courses() throws -> [Course] {
        try stream.query(
            "SELECT partition, first_offset, next_offset FROM basketwatch.stream_partition ORDER BY 1"
        ).compactMap { row in
            guard let partition = Int32(row[0]), let first = Int64(row[1]), let next = Int64(row[2])
            else { return nil }
            return Course(
                partition: partition, first: first, next: next, inputs: try inputs(partition)[...])
        }
    }

    private func inputs(_ partition: Int32) throws -> [RecordedInput] {
        try stream.query(
            """
            SELECT log_offset, ordinal, kind, value, encode(bytes, 'hex') FROM basketwatch.recorded_input
            WHERE partition = \(partition) ORDER BY log_offset, ordinal
            """
        ).compactMap { row in
            guard let offset = Int64(row[0]), let ordinal = Int32(row[1]),
                let kind = RecordedInput.Kind(rawValue: row[2]), let value = Int64(row[3])
            else { return nil }
            let hex = Array(row[4])
            return RecordedInput(
                offset: offset, ordinal: ordinal, kind: kind, value: value,
                bytes: stride(from: 0, to: hex.count, by: 2).compactMap {
                    UInt8(String(hex[$0...$0 + 1]), radix: 16)
                })
        }
    }

    private func run(
        _ course: Course, into writer: inout FlushWriter, _ store: StoreSettings
    ) throws {
        let ownership = try writer.takeOver(
            TakeOver(
                partition: course.partition, topic: stream.topic, group: stream.group,
                owner: "undisturbed", startOffset: course.first,
                settings: stream.sessions.encoded))
        let place = Int(course.partition)
        var replay = Replay(
            course, ownership, stream.sessions,
            change: place < changes.count ? changes[place] : nil)
        replay.forgetRequest = { hash in
            let shopper = forgotten.first { StableHash($0) == hash }
            return try ForgetDesk(store).ask(toForget: shopper ?? "nobody")
        }
        var consumer = try LogConsumer(
            stream.kafka, topic: stream.topic,
            from: [PartitionOffset(partition: course.partition, offset: course.first)])
        try Await.until("partition \(course.partition) is read to \(course.next)") {
            let batch = try consumer.poll(limit: 997, timeoutMilliseconds: 100)
            for record in batch.records { try replay.take(record, writer: &writer) }
            if !batch.records.isEmpty { try replay.flush(into: &writer) }
            let isAtEnd = batch.events.contains {
                if case .endOfPartition(let place) = $0 { return place.offset >= course.next }
                return false
            }
            return isAtEnd || replay.nextOffset >= course.next
        }
        try replay.finish(&writer)
    }
}
