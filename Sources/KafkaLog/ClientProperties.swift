/// The librdkafka properties of one kind of client.
struct ClientProperties {
    /// What our guarantees rest on: no setting may say otherwise.
    var fixed: [String: String]
    /// What we found best: any setting goes before it.
    var standard: [String: String]

    /// All of it with the user's settings, in a stable order, so that the same settings always give
    /// the same complaint.
    func merged(with settings: KafkaSettings) throws(KafkaLogError) -> [(String, String)] {
        var all = standard
        all["client.id"] = "basketwatch"
        // A broker that comes back is found within two seconds, not ten.
        all["reconnect.backoff.max.ms"] = "2000"
        // Left open between uses, brokers close idle connections: no reason for a log line.
        all["log.connection.close"] = all["log.connection.close"] ?? "false"
        // Older than 2.0, librdkafka checks no name of its own accord.
        all["ssl.endpoint.identification.algorithm"] = "https"
        for (key, value) in settings.properties {
            if Self.brokerKeys.contains(key) {
                throw .refusedSetting(key: key, reason: "the brokers are said by --brokers")
            }
            if let ours = fixed[key], ours != value {
                throw .refusedSetting(key: key, reason: "Basketwatch relies on '\(ours)' here")
            }
            all[key] = value
        }
        all.merge(fixed) { _, ours in ours }
        if !settings.brokers.isEmpty { all["bootstrap.servers"] = settings.brokers }
        return all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static let brokerKeys: Set<String> = ["bootstrap.servers", "metadata.broker.list"]
}
