extension LogConsumer {
    /// How a member joined.
    struct Membership {
        let settings: KafkaSettings
        let group: String

        /// Whether it keeps a name in the group.
        var isStatic: Bool { settings.properties["group.instance.id"] != nil }
    }

    /// A second final error within this time is thrown, unless the group has just missed us: somebody
    /// else may use our name in the group, and we would take the place from each other for ever.
    static let renewalPause = Duration.seconds(60)

    /// Puts a new client in the place of a static member's that can do nothing more; all its
    /// partitions are lost.
    ///
    /// A broker's death can bring that about, each time: a member that was not heard in time joins
    /// anew, and a commit of offsets still on its way under its old number is answered as if another
    /// process had taken its name.
    mutating func renew(after error: KafkaLogError) throws(KafkaLogError) -> LogBatch {
        let now = ContinuousClock.now
        func isRecent(_ moment: ContinuousClock.Instant?) -> Bool {
            moment.map { now - $0 < LogConsumer.renewalPause } ?? false
        }
        guard let membership, membership.isStatic, error.isFinal,
            !isRecent(lastRenewal) || isRecent(lastLoss)
        else { throw error }
        var events: [LogEvent] = [.failed(error, partition: nil)]
        if !granted.isEmpty { events.append(.lost(granted.sorted())) }
        var fresh = try LogConsumer(
            membership.settings, topic: topic, group: membership.group)
        fresh.lastRenewal = now
        // The old one goes here, as any that ends.
        self = fresh
        return LogBatch(records: UnsafeBufferPointer(start: nil, count: 0), events: events)
    }
}
