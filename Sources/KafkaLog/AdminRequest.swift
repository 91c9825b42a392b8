import CRdkafka

/// Owns what one request of librdkafka's admin interface needs: its options, and the queue that its
/// answer comes to.
struct AdminRequest: ~Copyable {
    let options: OpaquePointer
    let queue: OpaquePointer
    private let timeout: Duration

    init(_ kind: rd_kafka_admin_op_t, _ client: borrowing ClientHandle, timeout: Duration) {
        options = rd_kafka_AdminOptions_new(client.raw, kind)
        queue = rd_kafka_queue_new(client.raw)
        self.timeout = timeout
        _ = rd_kafka_AdminOptions_set_request_timeout(options, timeout.milliseconds, nil, 0)
    }

    deinit {
        rd_kafka_AdminOptions_destroy(options)
        rd_kafka_queue_destroy(queue)
    }

    /// Has the brokers finish the work itself within the time-out, not only take it on.
    func waitForCompletion() {
        _ = rd_kafka_AdminOptions_set_operation_timeout(options, timeout.milliseconds, nil, 0)
    }

    /// Waits for the answer and lends it to `read`; it is gone when that returns.
    ///
    /// - Parameter waiting: what was being done, where no answer comes in time: "making the topic".
    func answer<Value>(
        _ client: borrowing ClientHandle, _ circumstance: KafkaLogError.Circumstance,
        waiting: String, read: (OpaquePointer) throws(KafkaLogError) -> Value
    ) throws(KafkaLogError) -> Value {
        // The request has the whole time-out; its own end tells more than ours would.
        let patience = timeout + .seconds(1)
        guard let event = rd_kafka_queue_poll(queue, patience.milliseconds) else {
            throw client.explained(.timedOut(operation: waiting))
        }
        defer { rd_kafka_event_destroy(event) }
        let code = rd_kafka_event_error(event)
        if code == RD_KAFKA_RESP_ERR__TIMED_OUT {
            client.serve()
            throw client.explained(.timedOut(operation: waiting))
        }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            let text = rd_kafka_event_error_string(event).map { String(cString: $0) }
            throw KafkaLogError(code, text: text, circumstance)
        }
        return try read(event)
    }
}
