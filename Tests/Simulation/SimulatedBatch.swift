import BasketEvents
import Glibc
import KafkaLog

/// Records lent until the next poll. Their memory is overwritten then, so that who keeps a pointer
/// reads rubbish.
final class SimulatedBatch {
    private var bytes: UnsafeMutableRawBufferPointer
    private var records: [(record: SimulatedPartition.Record, partition: Int32)] = []
    /// How many of the bytes are lent.
    private var used = 0
    private var lent: UnsafeMutableBufferPointer<LogRecord>

    init() {
        bytes = .allocate(byteCount: 1 << 14, alignment: 8)
        lent = .allocate(capacity: 0)
    }

    deinit {
        bytes.deallocate()
        lent.deallocate()
    }

    func clear() {
        records.removeAll(keepingCapacity: true)
        if let base = bytes.baseAddress { memset(base, 0xDD, used) }
        used = 0
    }

    func append(_ record: SimulatedPartition.Record, of partition: Int32) {
        records.append((record, partition))
    }

    func lend(_ events: [LogEvent]) -> LogBatch {
        let size = records.reduce(0) {
            $0 + ($1.record.key?.count ?? 0) + ($1.record.value?.count ?? 0)
        }
        if size > bytes.count {
            bytes.deallocate()
            bytes = .allocate(byteCount: size, alignment: 8)
        }
        lent.deallocate()
        lent = .allocate(capacity: records.count)
        for (index, (record, partition)) in records.enumerated() {
            lent.initializeElement(
                at: index,
                to: LogRecord(
                    partition: partition, offset: record.offset,
                    timestampMilliseconds: record.timestamp, key: place(record.key),
                    value: place(record.value)))
        }
        return LogBatch(records: UnsafeBufferPointer(lent), events: events)
    }

    private func place(_ text: [UInt8]?) -> UnsafeRawBufferPointer {
        guard let text, let base = bytes.baseAddress else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        text.withUnsafeBytes {
            UnsafeMutableRawBufferPointer(rebasing: bytes[used..<used + text.count])
                .copyMemory(from: $0)
        }
        defer { used += text.count }
        return UnsafeRawBufferPointer(start: base + used, count: text.count)
    }
}
