import CRdkafka

/// Writes records to one topic, each once, and counts what became of them.
///
/// Owned by one thread. The records' timestamps are left to the wall clock: brokers refuse what
/// lies far ahead and delete by it.
public struct LogProducer: ~Copyable {
    /// How long ``send(key:value:partition:)`` waits for room before it gives up.
    public static let roomWaitSeconds = 30

    public let topic: String
    /// Records handed to ``send(key:value:partition:)`` so far.
    public internal(set) var produced = 0
    /// Records that the brokers have acknowledged.
    public private(set) var acknowledged = 0
    /// Records that were given up.
    public private(set) var failed = 0
    /// Why the first of those was.
    public private(set) var firstFailure: KafkaLogError?

    let client: ClientHandle
    let topicHandle: OpaquePointer
    private let reports: OpaquePointer

    public init(_ settings: KafkaSettings, topic: String) throws(KafkaLogError) {
        let client = try ClientHandle(
            RD_KAFKA_PRODUCER, settings, .producer,
            // As events, reports come a batch at a time: half the cost of a callback a record.
            also: { rd_kafka_conf_set_events($0, RD_KAFKA_EVENT_DR) })
        guard let topicHandle = rd_kafka_topic_new(client.raw, topic, nil),
            let reports = rd_kafka_queue_get_main(client.raw)
        else {
            throw KafkaLogError(
                rd_kafka_last_error(), client.circumstance("opening '\(topic)'", topic: topic))
        }
        self.client = client
        self.topicHandle = topicHandle
        self.reports = reports
        self.topic = topic
    }

    deinit {
        rd_kafka_queue_destroy(reports)
        rd_kafka_topic_destroy(topicHandle)
    }

    /// Records on their way: sent, and neither acknowledged nor given up.
    public var inFlight: Int { produced - acknowledged - failed }

    /// Sends one record. Key and value are copied.
    ///
    /// While librdkafka's queue is full it takes in acknowledgements and waits.
    /// - Parameters:
    ///   - key: decides the partition as Java's clients do; a `nil` base means no key.
    ///   - partition: overrides that choice.
    /// - Throws: `queueStaysFull` or the trouble behind it after ``roomWaitSeconds``;
    ///   `recordTooLarge` and `fatal` at once, `topicMissing` once the brokers have said so.
    @inline(__always)
    public mutating func send(
        key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, partition: Int32? = nil
    ) throws(KafkaLogError) {
        if !enqueue(key, value, partition) { try sendWaiting(key, value, partition) }
        produced += 1
        if produced & Self.reportMask == 0 { takeReports(waitMilliseconds: 0) }
    }

    /// Reports are looked at after so many records; a power of two less one.
    private static let reportMask = 0x3FF

    private func enqueue(
        _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer, _ partition: Int32?
    ) -> Bool {
        // librdkafka only reads the payload: it is told to copy.
        rd_kafka_produce(
            topicHandle, partition ?? RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY,
            UnsafeMutableRawPointer(mutating: value.baseAddress), value.count,
            key.baseAddress, key.count, nil) == 0
    }

    private mutating func sendWaiting(
        _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer, _ partition: Int32?
    ) throws(KafkaLogError) {
        let deadline = ContinuousClock.now + .seconds(Self.roomWaitSeconds)
        repeat {
            let code = rd_kafka_last_error()
            switch code {
            case RD_KAFKA_RESP_ERR__QUEUE_FULL: break
            case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE: throw .recordTooLarge(bytes: value.count)
            default:
                throw KafkaLogError.fatal(of: client.raw)
                    ?? KafkaLogError(
                        code, client.circumstance("sending to '\(topic)'", topic: topic))
            }
            takeReports(waitMilliseconds: 100)
            if acknowledged == 0 { try client.throwIfRefused() }
            if enqueue(key, value, partition) { return }
        } while ContinuousClock.now < deadline
        throw client.callbacks.lastConnectionError
            ?? .queueStaysFull(topic: topic, seconds: Self.roomWaitSeconds)
    }

    /// Takes in the acknowledgements that have come; waits for one if none has.
    public mutating func takeReports(waitMilliseconds: Int32) {
        var wait = waitMilliseconds
        while let event = rd_kafka_queue_poll(reports, wait) {
            defer { rd_kafka_event_destroy(event) }
            guard rd_kafka_event_type(event) == RD_KAFKA_EVENT_DR else { continue }
            let count = rd_kafka_event_message_count(event)
            // A report's records share one fate.
            let code = rd_kafka_event_error(event)
            if code == RD_KAFKA_RESP_ERR_NO_ERROR {
                acknowledged += count
            } else {
                failed += count
                firstFailure =
                    firstFailure
                    ?? KafkaLogError(
                        code, client.circumstance("sending to '\(topic)'", topic: topic))
            }
            wait = 0
        }
    }

    /// Waits until every record sent is acknowledged.
    ///
    /// - Throws: ``KafkaLogError/undelivered(records:reason:)`` if some were given up, or are still
    ///   on their way when `timeout` is over; at once why the brokers refuse us, where none of them
    ///   has taken a record yet.
    public mutating func flush(timeout: Duration) throws(KafkaLogError) {
        let deadline = ContinuousClock.now + timeout
        while inFlight > 0 && ContinuousClock.now < deadline {
            takeReports(waitMilliseconds: 100)
            if acknowledged == 0 { try client.throwIfRefused() }
        }
        if acknowledged == 0 { try client.throwIfRefused() }
        guard failed > 0 || inFlight > 0 else { return }
        let reason =
            KafkaLogError.fatal(of: client.raw) ?? client.callbacks.lastRefusal ?? firstFailure
            ?? client.callbacks.lastConnectionError
            ?? .timedOut(operation: "acknowledging records")
        throw .undelivered(records: failed + inFlight, reason: reason.description)
    }
}
