import BasketConsole
import BasketSessions
import BasketStore

extension StatusPage {
    /// The same for programs.
    var object: JSONValue {
        let problems = JSONValue.list(problems.map(\.object))
        guard let status else {
            return .object([("problems", problems), ("partitions", .list([]))])
        }
        return .object([
            ("problems", problems),
            ("topic", .text(status.topic)),
            ("consumer_group", .text(status.group)),
            ("lag_records", JSONValue(status.lag)),
            ("watermark_age_seconds", JSONValue(status.watermarkAgeSeconds)),
            ("quarantine_share", .number(status.recentQuarantine.share)),
            ("quarantine_share_records", .integer(status.recentQuarantine.records)),
            ("baskets_scored", .integer(status.openScores)),
            ("model", status.model?.object ?? .null),
            ("ledger", .object(Ledger(sum: status.partitions.map(\.ledger)).countFields)),
            ("partitions", .list(status.partitions.map(\.object))),
        ])
    }
}

extension StreamStatus {
    /// `nil` until a broker has told where a partition's log ends.
    fileprivate var lag: Int64? {
        let known = partitions.compactMap(\.lag)
        return known.isEmpty ? nil : known.reduce(0, +)
    }

    /// Of the partition that is farthest behind; `nil` before the first event.
    fileprivate var watermarkAgeSeconds: Double? {
        partitions.compactMap(\.watermarkAgeSeconds).max()
    }
}

extension StatusProblem {
    fileprivate var object: JSONValue {
        .object([
            ("kind", .text(kind.rawValue)),
            ("partitions", .list(partitions.map { .integer(Int64($0)) })),
            ("text", .text(text)),
            ("next_step", .text(nextStep)),
        ])
    }
}

extension ModelVersion {
    fileprivate var object: JSONValue {
        .object([
            ("version", .integer(Int64(version))), ("kind", .text(kind)),
            ("trained_on", .text(trainedOn)), ("age_seconds", .number(ageSeconds)),
        ])
    }
}

extension PartitionStatus {
    fileprivate var object: JSONValue {
        .object(
            [
                ("partition", .integer(Int64(partition))),
                ("owner", JSONValue(owner)),
                ("owner_age_seconds", JSONValue(ownerAgeSeconds)),
                ("epoch", .integer(epoch)),
                ("flush_number", .integer(flushNumber)),
                ("flush_age_seconds", JSONValue(flushAgeSeconds)),
                ("broker_end", JSONValue(brokerEnd)),
                ("broker_end_age_seconds", JSONValue(brokerEndAgeSeconds)),
                ("lag_records", JSONValue(lag)),
                ("watermark_ms", .integer(watermark.milliseconds)),
                ("watermark_age_seconds", JSONValue(watermarkAgeSeconds)),
                ("stopped_reason", JSONValue(stoppedReason)),
                ("stopped_age_seconds", JSONValue(stoppedAgeSeconds)),
                ("refused_recently", .integer(refusedRecently)),
                ("looks_wrong", .bool(looksWrong)),
                ("ledger_balanced", .bool(ledger.differences.isEmpty)),
                ("first_offset", .integer(ledger.firstOffset)),
                ("next_offset", .integer(ledger.nextOffset)),
            ] + ledger.countFields)
    }
}
