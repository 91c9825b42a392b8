import CRdkafka
import Synchronization

/// A connection for questions to a Kafka cluster, and for making topics.
///
/// Sendable: any thread may ask, several at once. Every question is bounded by its time-out.
public final class LogCluster: Sendable {
    /// A partition's records: `start` is the first offset that the log still holds, `end` the one
    /// that the next record will have.
    public struct Range: Hashable, Sendable {
        public let start: Int64
        public let end: Int64

        public init(start: Int64, end: Int64) {
            self.start = start
            self.end = end
        }
    }

    let client: ClientHandle
    let settings: KafkaSettings
    /// By group.
    let askers = Mutex<[String: GroupAsker]>([:])

    /// Makes the client; whether a broker is there shows with the first question.
    public init(_ settings: KafkaSettings) throws(KafkaLogError) {
        client = try ClientHandle(RD_KAFKA_CONSUMER, settings.quiet, .cluster)
        self.settings = settings
    }

    public var brokers: String { client.brokers }

    /// The cluster's own name.
    public func id(timeout: Duration) throws(KafkaLogError) -> String {
        let deadline = ContinuousClock.now + timeout
        repeat {
            client.serve()
            try client.throwIfRefused()
            if let text = rd_kafka_clusterid(client.raw, ClientHandle.slice(until: deadline)) {
                defer { rd_kafka_mem_free(client.raw, text) }
                client.callbacks.forgetConnectionError()
                return String(cString: text)
            }
        } while ContinuousClock.now < deadline
        client.serve()
        throw client.explained(
            .unreachable(brokers: brokers, reason: "no answer in \(timeout.milliseconds) ms"))
    }

    /// Whether this is `basketwatch broker`, which forgets after 5 MiB a partition.
    public func isEmbedded(timeout: Duration) throws(KafkaLogError) -> Bool {
        try id(timeout: timeout).hasPrefix(EmbeddedBroker.clusterPrefix)
    }

    /// How many partitions the topic has.
    ///
    /// - Throws: `topicMissing`, and what keeps us from asking (`unreachable`,
    ///   `authenticationFailed`, `tlsFailed`, `notAuthorised`).
    public func partitionCount(
        _ topic: String, timeout: Duration
    ) throws(KafkaLogError) -> Int {
        let found = try metadata(of: topic, timeout: timeout)
        guard let description = found.first(where: { $0.name == topic }) else {
            throw .topicMissing(topic: topic)
        }
        return description.partitions
    }

    /// All topics that this user may see, in order of name; Kafka's internal ones only if asked for.
    public func topics(
        includingInternal: Bool = false, timeout: Duration
    ) throws(KafkaLogError) -> [TopicDescription] {
        try metadata(of: nil, timeout: timeout)
            .filter { includingInternal || !$0.name.hasPrefix("__") }
            .sorted { $0.name < $1.name }
    }
}

extension ClientHandle {
    /// Takes in connection errors, which otherwise pile up in a client that nobody polls.
    func serve() { rd_kafka_poll(raw, 0) }

    /// Runs one question and words its failure.
    func ask(
        _ operation: String, topic: String = "",
        _ question: () -> rd_kafka_resp_err_t
    ) throws(KafkaLogError) {
        serve()
        let code = question()
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            serve()
            throw explained(KafkaLogError(code, circumstance(operation, topic: topic)))
        }
        callbacks.forgetConnectionError()
    }

    /// Asks again and again for as long as nobody answers, and ends at once where we are refused: a
    /// wrong password becomes no better by waiting.
    ///
    /// - Parameter question: has so many milliseconds.
    func askPatiently(
        _ operation: String, topic: String = "", timeout: Duration,
        _ question: (Int32) -> rd_kafka_resp_err_t
    ) throws(KafkaLogError) {
        let deadline = ContinuousClock.now + timeout
        while true {
            do throws(KafkaLogError) {
                return try ask(operation, topic: topic) {
                    question(ClientHandle.slice(until: deadline))
                }
            } catch {
                guard error.isTransient, ContinuousClock.now < deadline else { throw error }
            }
        }
    }

    /// Says at once what the brokers have against us, where nothing has gone well since.
    func throwIfRefused() throws(KafkaLogError) {
        if let error = callbacks.lastConnectionError, error.isRefusal { throw error }
    }

    /// How long to wait before looking whether we are refused, in milliseconds.
    static func slice(until deadline: ContinuousClock.Instant) -> Int32 {
        max(min(deadline - .now, .milliseconds(250)), .milliseconds(1)).milliseconds
    }
}
