/// How to reach Kafka, and everything else that librdkafka can be told.
public struct KafkaSettings: Sendable {
    /// The bootstrap list, `host:port` separated by commas.
    public var brokers: String
    /// librdkafka's properties by their own names (`security.protocol`, `sasl.password`, …).
    ///
    /// They go before our defaults; the few that our guarantees rest on are refused
    /// (``KafkaLogError/refusedSetting(key:reason:)``) when they say something else.
    public var properties: [String: String]
    /// Takes librdkafka's log lines. Called on librdkafka's threads: hand over, do no work.
    public var log: @Sendable (KafkaLogLine) -> Void

    public init(
        brokers: String, properties: [String: String] = [:],
        log: @escaping @Sendable (KafkaLogLine) -> Void = { _ in }
    ) {
        self.brokers = brokers
        self.properties = properties
        self.log = log
    }

    /// Whether the property's value must never be shown.
    public static func isSecret(_ key: String) -> Bool {
        let words = ["password", "secret", "key.pem", "jaas", "token", "oauthbearer.config"]
        return words.contains { key.contains($0) } && !key.contains("endpoint")
    }
}

extension KafkaSettings: CustomStringConvertible {
    /// The settings in librdkafka's own form, a line each, secrets masked.
    public var description: String {
        let lines = properties.sorted { $0.key < $1.key }.map { key, value in
            "\(key) = \(Self.isSecret(key) ? "********" : value)"
        }
        return (["bootstrap.servers = \(brokers)"] + lines).joined(separator: "\n")
    }
}

extension KafkaSettings: CustomReflectable {
    /// `dump` and the debugger show what `description` shows.
    public var customMirror: Mirror { Mirror(self, children: ["settings": description]) }
}
