import CRdkafka

/// A message of librdkafka's that is no record.
struct MessageError {
    let code: rd_kafka_resp_err_t
    let place: PartitionOffset
    /// Whether it is about a partition at all.
    let hasPartition: Bool
    let text: String?

    init(_ message: UnsafePointer<rd_kafka_message_t>) {
        code = message.pointee.err
        place = PartitionOffset(
            partition: message.pointee.partition, offset: message.pointee.offset)
        hasPartition = message.pointee.rkt != nil && place.partition >= 0
        text =
            code == RD_KAFKA_RESP_ERR__PARTITION_EOF
            ? nil : rd_kafka_message_errstr(message).map { String(cString: $0) }
    }
}

extension LogConsumer {
    /// What a message that is no record tells the caller; `nil` if the same batch has overtaken it.
    mutating func event(of error: MessageError) -> LogEvent? {
        switch error.code {
        case RD_KAFKA_RESP_ERR__PARTITION_EOF:
            guard let position = positions[error.place.partition],
                error.place.offset >= position
            else { return nil }
            positions.set(error.place)
            return .endOfPartition(error.place)
        case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
            return .outOfRange(error.place)
        default:
            let failure = KafkaLogError(
                error.code, text: error.text,
                client.circumstance("reading '\(topic)'", topic: topic))
            if case .topicMissing = failure { hasMissedTopic = true }
            return .failed(
                failure, partition: error.hasPartition ? error.place.partition : nil)
        }
    }

    /// Adds what the callbacks have handed over during the poll.
    mutating func collectCallbacks(_ events: inout [LogEvent]) throws(KafkaLogError) {
        let (rebalances, complaints) = client.callbacks.take()
        for error in complaints {
            if error.isFinal { throw error }
            if case .topicMissing = error { hasMissedTopic = true }
            events.append(.failed(error, partition: nil))
        }
        for rebalance in rebalances {
            if let event = try announce(rebalance) { events.append(event) }
        }
    }

    private mutating func announce(
        _ rebalance: ClientCallbacks.Rebalance
    ) throws(KafkaLogError) -> LogEvent? {
        if rebalance.isAssignment {
            granted.formUnion(rebalance.partitions)
            // librdkafka lets all partitions stand still until it is answered: so it is at once, and
            // those that have come are added when the caller says from where.
            try answerAssignment()
            return rebalance.partitions.isEmpty ? nil : .assigned(rebalance.partitions)
        }
        granted.subtract(rebalance.partitions)
        unreleased = Set(rebalance.partitions)
        isRevocationOpen = true
        if rebalance.partitions.isEmpty {
            try release([])
            return nil
        }
        if rebalance.isLost { lastLoss = .now }
        return rebalance.isLost ? .lost(rebalance.partitions) : .revoking(rebalance.partitions)
    }
}
