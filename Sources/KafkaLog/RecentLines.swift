/// Which of librdkafka's log lines have just been said: it repeats itself at every new connection.
struct RecentLines {
    /// More texts than this in a minute are worth reading each.
    private static let limit = 32
    private static let interval = Duration.seconds(60)

    private var lastSaid: [String: ContinuousClock.Instant] = [:]

    /// Whether nobody has heard this for a minute. If so, it counts as said now.
    mutating func isNew(_ text: String, at now: ContinuousClock.Instant) -> Bool {
        if let last = lastSaid[text], now - last < Self.interval { return false }
        if lastSaid.count >= Self.limit {
            lastSaid = lastSaid.filter { now - $0.value < Self.interval }
            if lastSaid.count >= Self.limit { lastSaid.removeAll() }
        }
        lastSaid[text] = now
        return true
    }
}
