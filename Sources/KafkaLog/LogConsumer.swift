import BasketEvents
import CRdkafka

/// Reads one topic, as a member of a group or from given places.
///
/// Owned by one thread. Never chooses an offset by itself: where to start, and what to do about a
/// loss, is the caller's decision.
public struct LogConsumer: ~Copyable {
    /// The most records that one poll brings.
    public static let batchLimit = 10_000

    public let topic: String
    let client: ClientHandle
    /// How it joined its group; `nil`: it reads without any.
    let membership: Membership?
    private let queue: OpaquePointer
    private var buffer: MessageBuffer
    var positions = Positions()
    var paused: Set<Int32> = []
    /// What the group has given us and not asked or taken back.
    var granted: Set<Int32> = []
    /// librdkafka waits for an answer to a revocation.
    var isRevocationOpen = false
    /// Partitions of the last revocation that the caller has yet to release.
    var unreleased: Set<Int32> = []
    /// Partitions that the caller has released and librdkafka has not been told of.
    var leaving: Set<Int32> = []
    /// The topic was gone at some time. librdkafka 2.0.2 then waits for ever for a broker's thread when it
    /// is destroyed: it has left the group and is left alone.
    var hasMissedTopic = false
    /// What was read ahead has reached its bound lately, as far as we can tell.
    var mayBeAsleep = false
    /// When a new client last took an old one's place.
    var lastRenewal: ContinuousClock.Instant?
    /// When the group last took this client's partitions away without asking.
    var lastLoss: ContinuousClock.Instant?
    var lastWaking = ContinuousClock.now

    /// Joins a group with cooperative-sticky assignment; partitions come as
    /// ``LogEvent/assigned(_:)``.
    ///
    /// Joining goes on while the caller polls, and takes some seconds.
    public init(
        _ settings: KafkaSettings, topic: String, group: String
    ) throws(KafkaLogError) {
        let client = try Self.client(settings, group: group)
        let list = PartitionList(topic: topic, [RD_KAFKA_PARTITION_UA])
        client.callbacks.startJoining()
        try KafkaLogError.check(
            rd_kafka_subscribe(client.raw, list.raw),
            client.circumstance("joining the group '\(group)'", topic: topic))
        self.init(client, topic: topic, Membership(settings: settings, group: group))
    }

    /// Reads the given partitions without any group.
    public init(
        _ settings: KafkaSettings, topic: String, from places: [PartitionOffset]
    ) throws(KafkaLogError) {
        // librdkafka wants a group's name all the same; nothing is joined or committed under it.
        let client = try Self.client(settings, group: "basketwatch-reader")
        let list = PartitionList(topic: topic, places)
        try KafkaLogError.check(
            consuming: rd_kafka_incremental_assign(client.raw, list.raw),
            client.circumstance("taking partitions", topic: topic))
        self.init(client, topic: topic, nil)
        places.forEach { positions.set($0) }
    }

    private static func client(
        _ settings: KafkaSettings, group: String
    ) throws(KafkaLogError) -> ClientHandle {
        try ClientHandle(
            RD_KAFKA_CONSUMER, settings, .consumer(group: group),
            also: { ClientCallbacks.installGroup(on: $0) })
    }

    private init(_ client: consuming ClientHandle, topic: String, _ membership: Membership?) {
        rd_kafka_poll_set_consumer(client.raw)
        queue = rd_kafka_queue_get_consumer(client.raw)
        self.client = client
        self.topic = topic
        self.membership = membership
        buffer = MessageBuffer(capacity: Self.batchLimit)
    }

    deinit {
        // Leaves the group first, so that its partitions move to another member at once (a static
        // member does not leave: its partitions wait for the session time-out).
        buffer.giveBack()
        client.callbacks.startClosing()
        answerOpenRebalance()
        rd_kafka_queue_destroy(queue)
        if !leaveGroup() || hasMissedTopic { client.callbacks.leaveBehind() }
    }

    /// Takes what has arrived, at most `limit` records; waits only while there is nothing.
    ///
    /// Counts as the poll that `max.poll.interval.ms` asks for: call it at least every few seconds,
    /// with the partitions paused if need be.
    /// - Throws: only ``KafkaLogError/fatal(reason:)`` and ``KafkaLogError/fenced``, and of a static
    ///   member those that a new client in the old one's place could not mend; what may pass is an
    ///   event.
    public mutating func poll(
        limit: Int = LogConsumer.batchLimit, timeoutMilliseconds: Int32
    ) throws(KafkaLogError) -> LogBatch {
        do {
            return try pollClient(limit, timeoutMilliseconds)
        } catch {
            return try renew(after: error)
        }
    }

    private mutating func pollClient(
        _ limit: Int, _ timeoutMilliseconds: Int32
    ) throws(KafkaLogError) -> LogBatch {
        buffer.clear()
        let count = buffer.fill(
            from: queue, limit: limit, timeoutMilliseconds: timeoutMilliseconds)
        var events: [LogEvent] = []
        if count > 0 { try show(&events) }
        try collectCallbacks(&events)
        wakeFetching(after: count)
        return LogBatch(records: buffer.shown, events: events)
    }

    private mutating func show(_ events: inout [LogEvent]) throws(KafkaLogError) {
        var errors: [MessageError] = []
        buffer.show(&positions) { errors.append(MessageError($0)) }
        for error in errors {
            guard let event = event(of: error) else { continue }
            if case .failed(let failure, _) = event, failure.isFinal { throw failure }
            events.append(event)
        }
    }
}
