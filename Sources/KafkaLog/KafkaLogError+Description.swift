extension KafkaLogError: CustomStringConvertible {
    /// What failed, on which thing, and the next step. Never a record's content nor a password.
    public var description: String {
        switch self {
        case .refusedSetting(let key, let reason):
            "The Kafka property '\(key)' was refused: \(reason). "
                + "Correct it or leave it out."
        case .cannotStart(let reason):
            "The Kafka client did not start: \(sentence(reason)) Correct the properties given with "
                + "--kafka or as kafka.… lines."
        case .unreachable(let brokers, let reason) where reason.contains("security.protocol"):
            "No Kafka broker answers at \(brokers) (\(reason)). Set security.protocol to what that "
                + "port speaks: SSL, SASL_SSL, SASL_PLAINTEXT or PLAINTEXT."
        case .unreachable(let brokers, let reason):
            "No Kafka broker answers at \(brokers) (\(reason)). Start one "
                + "(`basketwatch broker`), or correct --brokers or BASKETWATCH_BROKERS."
        case .authenticationFailed(let brokers, let reason):
            "Kafka at \(brokers) refused our credentials: \(sentence(reason)) "
                + "Check sasl.mechanism, sasl.username and sasl.password."
        case .tlsFailed(let brokers, let reason):
            "No TLS connection to Kafka at \(brokers): \(sentence(reason)) Check that the port is one "
                + "for TLS (security.protocol), ssl.ca.location and, for client certificates, "
                + "ssl.certificate.location."
        case .notAuthorised(let operation, let reason):
            "Kafka does not allow us \(operation): \(sentence(reason)) Grant it to this user "
                + "(kafka-acls)."
        default:
            topicDescription ?? recordDescription
        }
    }

    private var topicDescription: String? {
        switch self {
        case .topicMissing(let topic):
            "Kafka has no topic '\(topic)'. Make it with `basketwatch topics create \(topic)`; the "
                + "embedded broker has those it was started with (`basketwatch broker --topic "
                + "\(topic)`)."
        case .topicExists(let topic):
            "Kafka has a topic '\(topic)' already. Use it, or choose another name."
        case .topicRefused(let topic, let reason):
            "Kafka refused to make the topic '\(topic)': \(reason). Nothing was made."
        case .topicsAreMadeAtStart(let topic):
            "The embedded broker makes its topics itself: start it with "
                + "`basketwatch broker --topic \(topic) --partitions N`."
        case .outOfRange(let topic, let partition, let offset):
            "Offset \(offset) of '\(topic)' partition \(partition) is not in the log (any more): "
                + "records were lost to us. Lengthen the topic's retention, or run more workers."
        default:
            nil
        }
    }

    private var recordDescription: String {
        switch self {
        case .recordTooLarge(let bytes):
            "A record of \(bytes) bytes is larger than Kafka takes. "
                + "Raise message.max.bytes here and at the topic, or send less."
        case .queueStaysFull(let topic, let seconds):
            "Kafka took no record for '\(topic)' for \(seconds) s. "
                + "Look at the brokers; what was sent so far is in their hands or lost."
        case .undelivered(let records, let reason):
            "\(records) records were not acknowledged by Kafka: \(KafkaReason.plain(reason)). "
                + "Send them again."
        case .polledTooLate(let reason):
            "The group went on without this member: \(reason). "
                + "It joins again by itself; raise max.poll.interval.ms if this recurs."
        case .fenced:
            "Another instance with the same group.instance.id has taken this one's place in the "
                + "group. What this one had committed stays; the other goes on from there. Give each "
                + "instance an id of its own (kafka.group.instance.id), or leave it out."
        case .fatal(let reason):
            "The Kafka client cannot go on: \(reason). Restart this process."
        case .timedOut(let operation):
            "Kafka gave no answer in time while \(operation). Try again, or look at the brokers."
        case .broker(let code, let reason, let operation):
            "Kafka failed while \(operation): \(reason) (librdkafka's code \(code)). Try again, or "
                + "look at the brokers' logs."
        default:
            "Kafka failed."
        }
    }
}

/// Brokers end some of their reasons themselves.
private func sentence(_ reason: String) -> String { reason.hasSuffix(".") ? reason : reason + "." }
