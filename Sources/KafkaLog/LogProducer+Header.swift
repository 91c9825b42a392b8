import CRdkafka

extension LogProducer {
    /// Sends one record with a header, as ``send(key:value:partition:)`` does without one.
    ///
    /// Slower, since librdkafka takes its parts one by one: for records that are sent now and then.
    public mutating func send(
        key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, partition: Int32?,
        header: (name: String, text: String)
    ) throws(KafkaLogError) {
        let deadline = ContinuousClock.now + .seconds(Self.roomWaitSeconds)
        while true {
            let code = basketwatch_produce_with_header(
                client.raw, topicHandle, partition ?? RD_KAFKA_PARTITION_UA, key.baseAddress,
                key.count, value.baseAddress, value.count, header.name, header.text)
            switch code {
            case RD_KAFKA_RESP_ERR_NO_ERROR:
                produced += 1
                return takeReports(waitMilliseconds: 0)
            case RD_KAFKA_RESP_ERR__QUEUE_FULL: break
            case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE: throw .recordTooLarge(bytes: value.count)
            default:
                throw KafkaLogError(
                    code, client.circumstance("sending to '\(topic)'", topic: topic))
            }
            guard ContinuousClock.now < deadline else {
                throw client.callbacks.lastConnectionError
                    ?? .queueStaysFull(topic: topic, seconds: Self.roomWaitSeconds)
            }
            takeReports(waitMilliseconds: 100)
        }
    }
}
