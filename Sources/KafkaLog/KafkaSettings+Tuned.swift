extension KafkaSettings {
    /// The settings with what suits the kind of broker, where they say nothing themselves.
    ///
    /// - Parameter isEmbedded: ``LogCluster/isEmbedded(timeout:)``. That broker does not wake a
    ///   waiting fetch when records come, and a rebalance takes nearly the session time-out there.
    public func tuned(isEmbedded: Bool) -> KafkaSettings {
        guard isEmbedded else { return self }
        var tuned = self
        tuned.properties = [
            "fetch.wait.max.ms": "10",
            "session.timeout.ms": "3000",
            "heartbeat.interval.ms": "300",
        ].merging(properties) { _, theirs in theirs }
        return tuned
    }
}
