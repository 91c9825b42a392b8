import CRdkafka

extension KafkaLogError {
    /// What was being done, and on what: the words around a code.
    struct Circumstance {
        let brokers: String
        var topic = ""
        /// In words that follow "while": "reading the topic's partitions".
        let operation: String
    }

    /// The one place where a librdkafka result code becomes an error of ours.
    ///
    /// - Parameter text: librdkafka's longer explanation, where it gave one.
    init(_ code: rd_kafka_resp_err_t, text: String? = nil, _ circumstance: Circumstance) {
        let reason = KafkaReason.plain(text ?? String(cString: rd_kafka_err2str(code)))
        if text.map(KafkaReason.isForeign) == true {
            self = .unreachable(brokers: circumstance.brokers, reason: reason)
            return
        }
        // librdkafka's own guess, which it reports as a connection that was lost.
        if reason.contains("connecting to a PLAINTEXT broker listener") {
            self = .tlsFailed(brokers: circumstance.brokers, reason: reason)
            return
        }
        switch code {
        // From TLS 1.3 on a client hears only with its first answer that its certificate is not liked.
        case RD_KAFKA_RESP_ERR__TRANSPORT where reason.contains("SSL alert"):
            self = .tlsFailed(brokers: circumstance.brokers, reason: reason)
        case RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN,
            RD_KAFKA_RESP_ERR__RESOLVE:
            self = .unreachable(brokers: circumstance.brokers, reason: reason)
        case RD_KAFKA_RESP_ERR__AUTHENTICATION, RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED,
            RD_KAFKA_RESP_ERR_UNSUPPORTED_SASL_MECHANISM:
            self = .authenticationFailed(brokers: circumstance.brokers, reason: reason)
        case RD_KAFKA_RESP_ERR__SSL:
            self = .tlsFailed(brokers: circumstance.brokers, reason: reason)
        case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
            self = .notAuthorised(
                operation: "to be in the group (the right Read on it)", reason: reason)
        case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED,
            RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
            self = .notAuthorised(operation: circumstance.operation, reason: reason)
        case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART,
            RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
            self = .topicMissing(topic: circumstance.topic)
        case RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS:
            self = .topicExists(topic: circumstance.topic)
        case RD_KAFKA_RESP_ERR_INVALID_PARTITIONS, RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR,
            RD_KAFKA_RESP_ERR_INVALID_CONFIG, RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION,
            RD_KAFKA_RESP_ERR_POLICY_VIOLATION:
            self = .topicRefused(topic: circumstance.topic, reason: reason)
        case RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED:
            self = .polledTooLate(reason: reason)
        case RD_KAFKA_RESP_ERR__FATAL:
            self = KafkaLogError(fatal: reason)
        case RD_KAFKA_RESP_ERR__TIMED_OUT, RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE,
            RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT:
            self = .timedOut(operation: circumstance.operation)
        default:
            self = .broker(
                code: code.rawValue, reason: reason, operation: circumstance.operation)
        }
    }

    /// What ended a client for good.
    private init(fatal reason: String) {
        // The code is lost on the way: librdkafka only tells its words.
        self = reason.contains("same group.instance.id") ? .fenced : .fatal(reason: reason)
    }

    /// Throws unless the code says that all is well.
    static func check(
        _ code: rd_kafka_resp_err_t, _ circumstance: Circumstance
    ) throws(KafkaLogError) {
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        throw KafkaLogError(code, circumstance)
    }

    /// Reads and destroys an error object of librdkafka's; throws unless it is `nil`.
    static func check(
        consuming object: OpaquePointer?, _ circumstance: Circumstance
    ) throws(KafkaLogError) {
        guard let object else { return }
        defer { rd_kafka_error_destroy(object) }
        let text = String(cString: rd_kafka_error_string(object))
        if rd_kafka_error_is_fatal(object) != 0 {
            throw KafkaLogError(fatal: KafkaReason.plain(text))
        }
        throw KafkaLogError(rd_kafka_error_code(object), text: text, circumstance)
    }

    /// What a client has died of; `nil`: it lives.
    static func fatal(of client: OpaquePointer?) -> KafkaLogError? {
        var text = [CChar](repeating: 0, count: 512)
        let code = rd_kafka_fatal_error(client, &text, text.count)
        let reason = ClientHandle.text(text)
        switch code {
        case RD_KAFKA_RESP_ERR_NO_ERROR: return nil
        // An idempotent producer asks for its number first: that goes by the right to write anywhere.
        case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
            return .notAuthorised(
                operation: "to write (the right Write on the topic)", reason: reason)
        default: return .fatal(reason: reason)
        }
    }
}
