/// What can go wrong between us and Kafka.
///
/// A record that cannot be understood is not here: it is data, and goes to quarantine.
public enum KafkaLogError: Error, Hashable, Sendable {
    /// librdkafka, or a guarantee of ours, does not allow the property or its value.
    case refusedSetting(key: String, reason: String)
    /// The client could not be made, as for a certificate file that is not there.
    case cannotStart(reason: String)
    /// No broker answered within the bound.
    case unreachable(brokers: String, reason: String)
    /// A broker answered, but not to this user and password.
    case authenticationFailed(brokers: String, reason: String)
    /// The TLS connection could not be set up.
    case tlsFailed(brokers: String, reason: String)
    /// The broker knows us and says no.
    case notAuthorised(operation: String, reason: String)
    case topicMissing(topic: String)
    case topicExists(topic: String)
    /// The broker refused to make the topic: partitions, replicas or a setting are not to its
    /// liking.
    case topicRefused(topic: String, reason: String)
    /// The embedded broker cannot be asked for a topic: it makes those it was started with.
    case topicsAreMadeAtStart(topic: String)
    /// The offset lies outside the log: what was there is gone, or never was.
    case outOfRange(topic: String, partition: Int32, offset: Int64)
    /// The record is larger than this client or the broker takes.
    case recordTooLarge(bytes: Int)
    /// The producer's queue stayed full for the whole bound: the brokers take nothing.
    case queueStaysFull(topic: String, seconds: Int)
    /// Records were sent and never acknowledged.
    case undelivered(records: Int, reason: String)
    /// The group threw this member out since it did not poll for `max.poll.interval.ms`.
    case polledTooLate(reason: String)
    /// Another member with our `group.instance.id` has taken our place in the group.
    case fenced
    /// The client cannot go on; only a new one can.
    case fatal(reason: String)
    case timedOut(operation: String)
    /// Anything else, with the code by which librdkafka's documentation knows it.
    case broker(code: Int32, reason: String, operation: String)
}

extension KafkaLogError {
    /// Whether waiting may help: the broker, the network or the topic may come back.
    public var isTransient: Bool {
        switch self {
        case .unreachable, .timedOut, .topicMissing, .queueStaysFull, .polledTooLate, .broker: true
        default: false
        }
    }

    /// Whether brokers are there and will have nothing of us: waiting does not help.
    public var isRefusal: Bool {
        switch self {
        case .tlsFailed, .authenticationFailed, .notAuthorised: true
        default: false
        }
    }

    /// Whether the client that says it can do nothing more.
    var isFinal: Bool {
        switch self {
        case .fatal, .fenced: true
        default: false
        }
    }
}
