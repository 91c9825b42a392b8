import CRdkafka

extension ClientCallbacks {
    /// Logs, connection errors and refused certificates, for every kind of client.
    func install(on configuration: OpaquePointer) {
        rd_kafka_conf_set_log_cb(configuration) { client, severity, facility, text in
            guard let client, let facility, let text, let opaque = rd_kafka_opaque(client) else {
                return
            }
            ClientCallbacks.at(opaque).log(
                severity, String(cString: facility), String(cString: text))
        }
        rd_kafka_conf_set_error_cb(configuration) { client, code, reason, opaque in
            guard let opaque else { return }
            let callbacks = ClientCallbacks.at(opaque)
            if let cause = KafkaLogError.fatal(of: client) { return callbacks.complain(cause) }
            callbacks.complain(
                rd_kafka_resp_err_t(rawValue: code), reason.map { String(cString: $0) })
        }
        // Decides nothing: OpenSSL's word stands. librdkafka keeps to itself which check it was.
        rd_kafka_conf_set_ssl_cert_verify_cb(configuration) {
            _, broker, _, code, _, _, _, _, _, opaque in
            guard let code, code.pointee != 0 else { return 1 }
            if let broker, let opaque {
                ClientCallbacks.at(opaque).refuse(
                    CertificateProblem(broker: String(cString: broker), code: code.pointee))
            }
            return 0
        }
    }

    /// Rebalances and commits, for a member of a group. librdkafka calls these while the owner
    /// polls or closes, on the owner's thread.
    static func installGroup(on configuration: OpaquePointer) {
        rd_kafka_conf_set_rebalance_cb(configuration) { client, code, list, opaque in
            guard let client, let list, let opaque else { return }
            let rebalance = Rebalance(
                isAssignment: code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS,
                isLost: rd_kafka_assignment_lost(client) != 0,
                partitions: PartitionList.partitions(of: list))
            if !ClientCallbacks.at(opaque).handOver(rebalance) {
                // Closing waits for this answer; the code comes back to us in the closing itself.
                _ = rd_kafka_assign(client, nil)
            }
        }
        rd_kafka_conf_set_offset_commit_cb(configuration) { _, code, _, opaque in
            guard let opaque, code != RD_KAFKA_RESP_ERR_NO_ERROR,
                code != RD_KAFKA_RESP_ERR__NO_OFFSET
            else { return }
            ClientCallbacks.at(opaque).commitFailed()
        }
    }

    private static func at(_ opaque: UnsafeMutableRawPointer) -> ClientCallbacks {
        Unmanaged<ClientCallbacks>.fromOpaque(opaque).takeUnretainedValue()
    }
}
