import CRdkafka

/// Grants rights at a Kafka with an authoriser, as its kafka-acls does.
public enum KafkaRights {
    public struct Failed: Error {
        let reason: String
    }

    public enum Operation: Sendable {
        case describe
        case read
        case write
    }

    /// - Parameter brokers: of a listener whose clients may grant rights.
    public static func grant(
        _ operations: [Operation], on resource: Resource, to user: String, brokers: String
    ) throws {
        let configuration = rd_kafka_conf_new()
        rd_kafka_conf_set(configuration, "bootstrap.servers", brokers, nil, 0)
        guard let client = rd_kafka_new(RD_KAFKA_PRODUCER, configuration, nil, 0) else {
            throw Failed(reason: "no client")
        }
        defer { rd_kafka_destroy(client) }
        let queue = rd_kafka_queue_new(client)
        defer { rd_kafka_queue_destroy(queue) }
        var rights = operations.map { operation in
            rd_kafka_AclBinding_new(
                resource.kind, resource.name, RD_KAFKA_RESOURCE_PATTERN_LITERAL, "User:\(user)",
                "*", operation.code, RD_KAFKA_ACL_PERMISSION_TYPE_ALLOW, nil, 0)
        }
        defer { rd_kafka_AclBinding_destroy_array(&rights, rights.count) }
        rd_kafka_CreateAcls(client, &rights, rights.count, nil, queue)
        guard let event = rd_kafka_queue_poll(queue, 30_000) else {
            throw Failed(reason: "no answer")
        }
        defer { rd_kafka_event_destroy(event) }
        guard rd_kafka_event_error(event) == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw Failed(reason: String(cString: rd_kafka_event_error_string(event)))
        }
        var count = 0
        let results = rd_kafka_CreateAcls_result_acls(
            rd_kafka_event_CreateAcls_result(event), &count)
        for index in 0..<count {
            guard let error = rd_kafka_acl_result_error(results?[index]) else { continue }
            throw Failed(reason: String(cString: rd_kafka_error_string(error)))
        }
    }

    public enum Resource: Sendable {
        case topic(String)
        case group(String)

        var name: String {
            switch self {
            case .topic(let name), .group(let name): name
            }
        }

        var kind: rd_kafka_ResourceType_t {
            switch self {
            case .topic: RD_KAFKA_RESOURCE_TOPIC
            case .group: RD_KAFKA_RESOURCE_GROUP
            }
        }
    }
}

extension KafkaRights.Operation {
    fileprivate var code: rd_kafka_AclOperation_t {
        switch self {
        case .describe: RD_KAFKA_ACL_OPERATION_DESCRIBE
        case .read: RD_KAFKA_ACL_OPERATION_READ
        case .write: RD_KAFKA_ACL_OPERATION_WRITE
        }
    }
}
