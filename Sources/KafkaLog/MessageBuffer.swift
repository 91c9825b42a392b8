import BasketEvents
import CRdkafka

/// Owns the messages of one batch, and the records that show them.
///
/// Not Sendable: filled and read by the consumer's one thread. Ownership: its owner gives the
/// messages back before it destroys the client, which waits for them.
struct MessageBuffer: ~Copyable {
    typealias Message = UnsafeMutablePointer<rd_kafka_message_t>

    let capacity: Int
    private let messages: UnsafeMutablePointer<Message?>
    private let records: UnsafeMutablePointer<LogRecord>
    private var messageCount = 0
    private var recordCount = 0

    init(capacity: Int) {
        self.capacity = capacity
        messages = .allocate(capacity: capacity)
        messages.initialize(repeating: nil, count: capacity)
        records = .allocate(capacity: capacity)
    }

    deinit {
        messages.deallocate()
        // Trivial, so there is nothing to deinitialise.
        records.deallocate()
    }

    var shown: UnsafeBufferPointer<LogRecord> {
        UnsafeBufferPointer(start: records, count: recordCount)
    }

    /// Gives the messages back to librdkafka for good: the last that is done with the buffer.
    func giveBack() {
        for index in 0..<messageCount { rd_kafka_message_destroy(messages[index]) }
    }

    /// Gives the messages back to librdkafka.
    mutating func clear() {
        giveBack()
        messageCount = 0
        recordCount = 0
    }

    /// Takes what the queue holds, up to `limit`; waits only for the first one.
    ///
    /// librdkafka 2.0.2 would wait for a full batch or the whole time-out: hence the two steps.
    mutating func fill(from queue: OpaquePointer, limit: Int, timeoutMilliseconds: Int32) -> Int {
        let limit = min(limit, capacity)
        messageCount = take(from: queue, limit, 0)
        if messageCount == 0 && timeoutMilliseconds > 0 {
            messageCount = take(from: queue, 1, timeoutMilliseconds)
            if messageCount == 1 && limit > 1 {
                messageCount += take(from: queue, limit - 1, 0)
            }
        }
        return messageCount
    }

    private func take(from queue: OpaquePointer, _ limit: Int, _ milliseconds: Int32) -> Int {
        let count = rd_kafka_consume_batch_queue(
            queue, milliseconds, messages + messageCount, limit)
        return max(0, count)
    }

    /// Makes a record of every message, moves each partition's position on, and hands what is an
    /// error or an end instead to `onError`.
    mutating func show(
        _ positions: inout Positions, onError: (UnsafePointer<rd_kafka_message_t>) -> Void
    ) {
        for index in 0..<messageCount {
            guard let message = messages[index] else { continue }
            guard message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
                onError(message)
                continue
            }
            let record = Self.record(message)
            positions.advance(record.partition, past: record.offset)
            (records + recordCount).initialize(to: record)
            recordCount += 1
        }
    }

    private static func record(_ message: Message) -> LogRecord {
        var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        let timestamp = rd_kafka_message_timestamp(message, &kind)
        return LogRecord(
            partition: message.pointee.partition,
            offset: message.pointee.offset,
            timestampMilliseconds: kind == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE ? nil : timestamp,
            key: UnsafeRawBufferPointer(start: message.pointee.key, count: message.pointee.key_len),
            value: UnsafeRawBufferPointer(
                start: message.pointee.payload, count: message.pointee.len))
    }
}
