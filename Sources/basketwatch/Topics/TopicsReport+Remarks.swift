import BasketConsole

extension TopicsReport {
    /// What of the topic does not suit us, and what to do about it.
    var remarks: [String] { partitionRemarks + settingRemarks }

    /// Recovery reads back to the last checkpoint, and a stop may take a night.
    private static let leastRetentionMilliseconds: Int64 = 3_600_000
    /// An event may have 64 KiB, and a record has its key and Kafka's own bytes beside it.
    private static let leastMessageBytes: Int64 = 70_000

    private var partitionRemarks: [String] {
        var remarks: [String] = []
        let leaderless = partitions.filter { $0.description.leader == nil }.map(\.description)
        if !leaderless.isEmpty {
            remarks.append(
                "\(TopicsReport.partitionWords(leaderless.map(\.partition))) no leader: nothing can "
                    + "be read from there or written to it. Bring the brokers back that keep it.")
        }
        let behind = partitions.map(\.description).filter { $0.inSync.count < $0.replicas.count }
        if !behind.isEmpty {
            remarks.append(
                "\(TopicsReport.partitionWords(behind.map(\.partition))) fewer brokers in sync than "
                    + "replicas: another loss may lose records. Look at the brokers.")
        }
        if replicas == 1, brokers > 1 {
            remarks.append(
                "each record is kept by one broker of \(brokers): what it loses is lost. Raise the "
                    + "replication factor (kafka-reassign-partitions).")
        }
        return remarks
    }

    private var settingRemarks: [String] {
        var remarks: [String] = []
        if setting("cleanup.policy")?.contains("compact") == true {
            remarks.append(
                "cleanup.policy compacts: of a shopper's events only the last stays, so sessions "
                    + "made anew from the log would differ. Set cleanup.policy=delete.")
        }
        if let retention = number("retention.ms"),
            (0..<TopicsReport.leastRetentionMilliseconds).contains(retention)
        {
            remarks.append(
                "retention.ms is \(Figure.duration(.milliseconds(retention))): a processor that is "
                    + "away longer loses records. Let it be hours at least.")
        }
        if let bytes = number("retention.bytes"), bytes >= 0 {
            remarks.append(
                "retention.bytes is \(Figure.size(bytes)) a partition: the oldest records go when it "
                    + "is full, however young they are. See that this is hours of events.")
        }
        if let bytes = number("max.message.bytes"), bytes < TopicsReport.leastMessageBytes {
            remarks.append(
                "max.message.bytes is \(Figure.size(bytes)): an event may have 64 KiB. Raise it to "
                    + "\(TopicsReport.leastMessageBytes) or more.")
        }
        return remarks
    }

    private func number(_ name: String) -> Int64? { setting(name).flatMap { Int64($0) } }

    /// "partition 3 has", "partitions 3, 4 have".
    private static func partitionWords(_ numbers: [Int32]) -> String {
        let list = numbers.map(String.init).joined(separator: ", ")
        return numbers.count == 1 ? "partition \(list) has" : "partitions \(list) have"
    }
}
