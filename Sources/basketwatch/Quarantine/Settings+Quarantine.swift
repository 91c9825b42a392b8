import BasketConsole
import BasketEvents
import BasketStore

extension Setting<String?> {
    static let quarantineReason = Setting(
        "reason", "which records: why they could not be used (docs/events.md has the reasons)",
        .choice(RefusalReason.allCases.map(\.rawValue)), whenUnset: "whatever it was"
    ).byFlagOnly
    static let quarantineBrokers = Setting(
        "brokers", "where Kafka is: its bootstrap list", .text("HOST:PORT,…"),
        whenUnset: "needed to publish")
    static let through = Setting(
        "through",
        "a command that repairs records: one a line in, one a line out, an empty one to leave it",
        .text("COMMAND"), whenUnset: "they are published as they are"
    ).byFlagOnly
}

extension Setting<Int?> {
    static let quarantinePartition = Setting(
        "partition", "which records: those of one partition", .integer(in: 0...65_535),
        whenUnset: "all partitions"
    ).byFlagOnly
}

extension Setting<Int> {
    static let quarantineLimit = Setting(
        "limit", "how many records to show at most", .integer(in: 1...1_000_000), standard: 20
    ).byFlagOnly
}

extension Setting<Duration?> {
    static let olderThan = Setting(
        "older-than", "which records: how long ago they came, in event time behind the watermark",
        .duration(atMost: .seconds(36_500 * 86_400)), whenUnset: "however young"
    ).byFlagOnly
}

extension Setting<Bool> {
    static let yes = Setting(flag: "yes", "do it; else it is only said what would be done")
        .byFlagOnly
    static let raw = Setting(flag: "raw", "write the value's bytes and nothing else").byFlagOnly
}

extension QuarantineQuery {
    init(_ settings: Settings) {
        self.init()
        reason = settings[.quarantineReason]
        partition = settings[.quarantinePartition].map { Int32($0) }
    }

    /// "with reason late, of partition 3"; empty: all are asked for.
    var inWords: String {
        var words: [String] = []
        if let reason { words.append("with reason \(reason)") }
        if let partition { words.append("of partition \(partition)") }
        return words.joined(separator: ", ")
    }
}
