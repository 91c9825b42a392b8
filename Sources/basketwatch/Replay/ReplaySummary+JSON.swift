import BasketConsole
import BasketEvents
import BasketSessions

extension ReplaySummary {
    /// A line a partition, then the sum.
    var json: [JSONValue] {
        let ledgers = zip(partitions, states).map { partition, state in
            let time = state.watermark > .distantPast ? state.watermark : nil
            let head: [(name: String, value: JSONValue)] = [
                ("what", .text("ledger")), ("partition", .integer(Int64(partition))),
                ("first_offset", .integer(state.ledger.firstOffset)),
                ("next_offset", .integer(state.ledger.nextOffset)), ("watermark", .time(time)),
            ]
            return JSONValue.object(head + state.ledger.countFields + balance(state.ledger))
        }
        let scores = MomentCause.allCases.map {
            ("scores_\($0.word)", JSONValue.integer(tally.scores($0)))
        }
        let risks: [(name: String, value: JSONValue)] = [
            ("purchased_mean_last_risk", JSONValue(tally.lastRisks(.purchased).mean)),
            ("abandoned_mean_last_risk", JSONValue(tally.lastRisks(.abandoned).mean)),
        ]
        let what: [(name: String, value: JSONValue)] = [("what", .text("summary"))]
        let tables: [(name: String, value: JSONValue)] = [
            ("funnel", .list(tally.funnel.map(\.json))),
            ("quarantine", .list(tally.refused.map(\.json))),
        ]
        return ledgers + [
            .object(what + total.countFields + balance(total) + scores + risks + tables)
        ]
    }

    private func balance(_ ledger: Ledger) -> [(name: String, value: JSONValue)] {
        [("is_balanced", .bool(ledger.differences.isEmpty))]
    }
}

extension FunnelDay {
    fileprivate var json: JSONValue {
        .object([
            ("day", .text(EventTime.dayText(day))), ("sessions", .integer(sessions)),
            ("views", .integer(views)), ("baskets", .integer(baskets)),
            ("checkouts", .integer(checkouts)), ("purchases", .integer(purchases)),
            ("browsed", .integer(browsed)),
        ])
    }
}

extension ReplayTally.Refused {
    fileprivate var json: JSONValue {
        let head: [(name: String, value: JSONValue)] = [
            ("reason", .text(reason.rawValue)), ("records", .integer(records)),
        ]
        return .object(head + first.fields(prefix: "first_"))
    }
}
