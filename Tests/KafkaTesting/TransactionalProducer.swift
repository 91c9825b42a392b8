import CRdkafka
import KafkaLog

/// A producer with transactions, as other programs on a cluster have them; Basketwatch only reads
/// what they leave behind.
public struct TransactionalProducer: ~Copyable {
    public struct Failed: Error {
        let reason: String
    }

    private let raw: OpaquePointer
    private let topic: OpaquePointer

    public init(brokers: String, topic: String) throws {
        let configuration = rd_kafka_conf_new()
        for (key, value) in [
            "bootstrap.servers": brokers, "transactional.id": "test-\(topic)",
            "linger.ms": "0",
        ] {
            rd_kafka_conf_set(configuration, key, value, nil, 0)
        }
        guard let raw = rd_kafka_new(RD_KAFKA_PRODUCER, configuration, nil, 0) else {
            throw Failed(reason: "no client")
        }
        try Self.check(rd_kafka_init_transactions(raw, 30_000))
        self.raw = raw
        self.topic = rd_kafka_topic_new(raw, topic, nil)
    }

    deinit {
        rd_kafka_topic_destroy(topic)
        rd_kafka_destroy(raw)
    }

    public func begin() throws { try Self.check(rd_kafka_begin_transaction(raw)) }
    public func commit() throws { try Self.check(rd_kafka_commit_transaction(raw, 30_000)) }
    public func abort() throws { try Self.check(rd_kafka_abort_transaction(raw, 30_000)) }

    /// Sends so many records and waits until the broker has them.
    public func send(_ count: Int, partition: Int32) {
        var value: [UInt8] = [118]
        for _ in 0..<count {
            rd_kafka_produce(topic, partition, RD_KAFKA_MSG_F_COPY, &value, 1, nil, 0, nil)
        }
        rd_kafka_flush(raw, 30_000)
    }

    private static func check(_ error: OpaquePointer?) throws {
        guard let error else { return }
        defer { rd_kafka_error_destroy(error) }
        throw Failed(reason: String(cString: rd_kafka_error_string(error)))
    }
}
