import BasketConsole
import BasketStore

extension ForgetProgress {
    /// Whom the partitions are waiting for that have not done it, and the next step.
    func reasonToWait(_ schema: SchemaName) -> String {
        let ownerless = list(waiting.filter { $0.owner == nil })
        let stopped = list(waiting.filter { $0.owner != nil && $0.stoppedReason != nil })
        let busy = list(waiting.filter { $0.owner != nil && $0.stoppedReason == nil })
        var parts: [String] = []
        if !ownerless.isEmpty {
            parts.append(
                "no processor owns partitions \(ownerless): start one (`\(schema.command("run"))`)")
        }
        if !stopped.isEmpty {
            parts.append(
                "partitions \(stopped) have stopped: `\(schema.command("status"))` says why")
        }
        if !busy.isEmpty { parts.append("the owners of partitions \(busy) have yet to do it") }
        return "Request \(request) waits: " + parts.joined(separator: "; ")
            + ". It stays asked, and needs no second call."
    }

    private func list(_ waiting: [Waiting]) -> String {
        waiting.map { "\($0.partition)" }.joined(separator: ", ")
    }

    /// For programs.
    func object(_ shopper: String, _ remainder: KafkaRemainder) -> JSONValue {
        .object([
            ("request", .integer(request)), ("shopper_id", .text(shopper)), ("done", .bool(isDone)),
            ("partitions", .integer(Int64(partitions))),
            ("waiting", .list(waiting.map { .integer(Int64($0.partition)) })),
            (
                "removed",
                .object([
                    ("baskets", .integer(removed.baskets)),
                    ("outcomes", .integer(removed.outcomes)), ("scores", .integer(removed.scores)),
                    ("quarantined", .integer(removed.quarantined)),
                ])
            ),
            ("kafka_retention_ms", JSONValue(remainder.retentionMilliseconds)),
        ])
    }
}

extension ForgetProgress.Removed {
    /// "1 open basket, 3 outcomes, 17 scores, 0 quarantined records".
    var inWords: String {
        [
            (baskets, "open basket"), (outcomes, "outcome"), (scores, "score"),
            (quarantined, "quarantined record"),
        ].map { "\(Figure.count($0)) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ")
    }
}
