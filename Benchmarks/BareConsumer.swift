import CRdkafka
import KafkaLog

/// librdkafka's batch consumer and nothing else: the limit that reading is measured against.
///
/// Written against the C API on purpose; its properties are those of `LogConsumer`.
struct BareConsumer {
    /// Reads until all readers together have read all.
    static func read(
        _ brokers: String, _ topic: String, _ places: [PartitionOffset], _ course: Course
    ) {
        let configuration = rd_kafka_conf_new()
        for (name, value) in [
            ("bootstrap.servers", brokers), ("group.id", "bench-bare"),
            ("enable.auto.commit", "false"), ("enable.auto.offset.store", "false"),
            ("queued.min.messages", "1000000"), ("queued.max.messages.kbytes", "8192"),
            ("fetch.wait.max.ms", "10"), ("isolation.level", "read_committed"),
        ] {
            rd_kafka_conf_set(configuration, name, value, nil, 0)
        }
        guard let client = rd_kafka_new(RD_KAFKA_CONSUMER, configuration, nil, 0) else {
            preconditionFailure("librdkafka made no consumer.")
        }
        rd_kafka_poll_set_consumer(client)
        let list = rd_kafka_topic_partition_list_new(Int32(places.count))
        for place in places {
            rd_kafka_topic_partition_list_add(list, topic, place.partition).pointee.offset =
                place.offset
        }
        rd_kafka_assign(client, list)
        rd_kafka_topic_partition_list_destroy(list)

        let queue = rd_kafka_queue_get_consumer(client)
        var messages = [UnsafeMutablePointer<rd_kafka_message_t>?](repeating: nil, count: 10_000)
        while !course.isOver {
            let count = rd_kafka_consume_batch_queue(queue, 20, &messages, messages.count)
            var records = 0
            for index in 0..<max(0, count) {
                if let message = messages[index] {
                    if message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR { records += 1 }
                    rd_kafka_message_destroy(message)
                }
            }
            course.add(records)
        }
        rd_kafka_queue_destroy(queue)
        rd_kafka_consumer_close(client)
        rd_kafka_destroy(client)
    }
}
