import BasketConsole
import BasketEvents
import BasketPipeline
import BasketStore

/// A verification's result, for programs: one object a line; docs/replay.md lists the fields.
extension VerificationReport {
    /// - Parameter time: how long it took.
    func json(in time: Duration) -> [JSONValue] {
        shown.map(\.json) + partitions.map(\.json) + VerifiedKind.allCases.map { json($0) }
            + [summary(time)]
    }

    private func json(_ kind: VerifiedKind) -> JSONValue {
        let tally = tally(kind)
        return .object([
            ("what", .text("rows")), ("rows", .text(kind.rawValue)),
            ("compared", .integer(Int64(tally.compared))), ("equal", .integer(Int64(tally.equal))),
            ("different", .integer(Int64(tally.different))),
            ("missing", .integer(Int64(tally.missing))), ("extra", .integer(Int64(tally.extra))),
            ("not_compared", .integer(Int64(tally.notComparedCount))),
            (
                "not_compared_since",
                .object(
                    tally.notCompared.sorted { $0.key < $1.key }.filter { $0.value > 0 }
                        .map { ($0.key, .integer(Int64($0.value))) })
            ),
        ])
    }

    private func summary(_ time: Duration) -> JSONValue {
        let seconds = time / .seconds(1)
        return .object([
            ("what", .text("verification")), ("is_equal", .bool(differences == 0)),
            ("is_whole", .bool(isWhole)), ("differences", .integer(Int64(differences))),
            ("compared", .integer(Int64(compared))), ("not_compared", .integer(Int64(notCompared))),
            ("events", .integer(Int64(records))), ("seconds", .number(seconds)),
            ("events_per_second", .number(seconds > 0 ? Double(records) / seconds : 0)),
        ])
    }
}

extension VerificationReport.Partition {
    fileprivate var json: JSONValue {
        .object([
            ("what", .text("partition")), ("partition", .integer(Int64(partition))),
            ("from_offset", .integer(from)), ("to_offset", .integer(to)),
            ("is_from_checkpoint", .bool(isFromCheckpoint)),
            ("events", .integer(Int64(records))), ("not_compared_since", JSONValue(stop)),
        ])
    }
}

extension VerifiedDifference {
    fileprivate var json: JSONValue {
        .object(
            [
                ("what", .text("difference")), ("rows", .text(rows.rawValue)),
                ("partition", .integer(Int64(key.partition))),
            ] + place + [("difference", .text(word)), ("fields", .list(fields))])
    }

    private var place: [(name: String, value: JSONValue)] {
        let offset = ("log_offset", JSONValue.integer(key.offset))
        let session = ("session_key", JSONValue.integer(key.session))
        switch rows {
        case .scores: return [offset, session, ("ordinal", .integer(Int64(key.ordinal)))]
        case .outcomes: return [offset, session]
        case .baskets: return [session]
        case .quarantine: return [offset]
        case .funnel: return [("day", .text(day))]
        case .ledger: return []
        }
    }

    private var word: String {
        switch kind {
        case .missing: "missing"
        case .extra: "extra"
        case .different: "different"
        }
    }

    private var fields: [JSONValue] {
        guard case .different(let fields) = kind else { return [] }
        return fields.map {
            .object([
                ("field", .text($0.field)), ("stored", .text($0.stored)),
                ("replayed", .text($0.replayed)),
            ])
        }
    }

    /// Of the funnel: `2025-11-26`.
    var day: String { EventTime(milliseconds: key.offset * 86_400_000).day }
}
