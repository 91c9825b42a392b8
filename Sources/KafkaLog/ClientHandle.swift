import CRdkafka

/// Owns one librdkafka client of either kind, with its callbacks.
///
/// Sendable: librdkafka allows every call on a client from any thread; what is for one thread only
/// (polling) is kept to one by this handle's owner.
struct ClientHandle: ~Copyable, @unchecked Sendable {
    let raw: OpaquePointer
    let brokers: String
    /// Kept alive by librdkafka's opaque pointer too, until the client is destroyed.
    let callbacks: ClientCallbacks

    init(
        _ kind: rd_kafka_type_t, _ settings: KafkaSettings, _ properties: ClientProperties,
        also configure: (OpaquePointer) -> Void = { _ in }
    ) throws(KafkaLogError) {
        let callbacks = ClientCallbacks(settings)
        guard let configuration = rd_kafka_conf_new() else {
            throw .cannotStart(reason: "no memory for its settings")
        }
        do throws(KafkaLogError) {
            for (key, value) in try properties.merged(with: settings) {
                try Self.set(key, value, on: configuration)
            }
        } catch {
            rd_kafka_conf_destroy(configuration)
            throw error
        }
        let opaque = Unmanaged.passRetained(callbacks)
        rd_kafka_conf_set_opaque(configuration, opaque.toOpaque())
        callbacks.install(on: configuration)
        configure(configuration)

        var reason = [CChar](repeating: 0, count: 512)
        // Ownership: rd_kafka_new keeps `configuration` only when it succeeds.
        guard let raw = rd_kafka_new(kind, configuration, &reason, reason.count) else {
            rd_kafka_conf_destroy(configuration)
            opaque.release()
            throw .cannotStart(reason: callbacks.completed(Self.text(reason)))
        }
        self.raw = raw
        self.brokers = settings.brokers
        self.callbacks = callbacks
    }

    deinit {
        // Destroying one that could not leave its group in time would wait on.
        guard !callbacks.isLeftBehind else { return }
        // librdkafka before 2.3.0 aborts on destroying a member that is just joining (its issue 4312:
        // "Assertion `assignor_state' failed"). It has left the group and is left alone: that costs
        // its memory until the process ends, soon after as a rule.
        if callbacks.isJoining && rd_kafka_version() < 0x0203_0000 { return }
        rd_kafka_destroy(raw)
        // Only now can no callback come any more.
        Unmanaged.passUnretained(callbacks).release()
    }

    private static func set(
        _ key: String, _ value: String, on configuration: OpaquePointer
    ) throws(KafkaLogError) {
        var reason = [CChar](repeating: 0, count: 512)
        let result = rd_kafka_conf_set(configuration, key, value, &reason, reason.count)
        guard result != RD_KAFKA_CONF_OK else { return }
        // librdkafka repeats the value in some of its reasons.
        let shown = KafkaSettings.isSecret(key) ? "the value is not allowed" : text(reason)
        throw .refusedSetting(key: key, reason: shown)
    }

    static func text(_ characters: [CChar]) -> String {
        String(
            decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    func circumstance(_ operation: String, topic: String = "") -> KafkaLogError.Circumstance {
        .init(brokers: brokers, topic: topic, operation: operation)
    }

    /// An operation's error, or what the connection itself has complained of since: a wrong
    /// password shows as a time-out here and as what it is only there.
    func explained(_ error: KafkaLogError) -> KafkaLogError {
        switch error {
        case .timedOut, .unreachable: callbacks.lastConnectionError ?? error
        default: error
        }
    }
}
