import BasketConsole
import BasketEvents
import BasketStore

/// Says of each record what has become of it, or would, and counts.
struct QuarantineReplayReport {
    enum Result {
        case bad(QuarantineRepair.Fate)
        case late(AmendedRecord)
        case refused(RefusalReason)
    }

    private let console: Console
    private let asJSON: Bool
    private let isDone: Bool
    private var counts: [String: Int] = [:]

    init(on console: Console, asJSON: Bool, isDone: Bool) {
        self.console = console
        self.asJSON = asJSON
        self.isDone = isDone
    }

    mutating func tell(_ place: QuarantinePlace, _ reason: String, _ result: Result) {
        let (word, detail, session) = result.words(isDone: isDone)
        counts[word, default: 0] += 1
        if asJSON {
            let fields: [(name: String, value: JSONValue)] = [
                ("partition", .integer(Int64(place.partition))),
                ("log_offset", .integer(place.offset)), ("reason", .text(reason)),
                ("becomes", .text(word)), ("detail", JSONValue(detail)),
                ("session_key", JSONValue(session)), ("is_done", .bool(isDone)),
            ]
            console.line(JSONValue.object(fields).text)
        } else {
            let more = [detail, session.map { "session \($0)" }].compactMap { $0 }
            console.line(
                "\(place)  \(reason)  \(word)"
                    + (more.isEmpty ? "" : ": " + more.joined(separator: ", ")))
        }
    }

    /// The sum, and the next step.
    func finish(in schema: SchemaName) {
        guard !counts.isEmpty else {
            return console.errorLine("Nothing in quarantine waits to be put back.")
        }
        let sums = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\(Figure.count($0.value)) \($0.key)" }.joined(separator: ", ")
        console.errorLine(isDone ? "Done: \(sums)." : "It would be: \(sums). --yes does it.")
        if isDone, counts["published", default: 0] > 0 {
            console.errorLine(
                "Published events whose sessions have closed come back as late: "
                    + "`\(schema.command("quarantine replay --reason late --yes"))` amends with them."
            )
        }
    }
}

extension QuarantineReplayReport.Result {
    /// A word for what becomes of a record, how exactly, and the session that it concerns.
    func words(isDone: Bool) -> (word: String, detail: String?, session: Int64?) {
        switch self {
        case .bad(.published(_, _, let partition)):
            ("published", partition == nil ? "its key is its shopper_id now" : nil, nil)
        case .bad(.refused(let reason)), .refused(let reason):
            ("left", "it is refused still, \(reason.rawValue)", nil)
        case .bad(.incomplete): ("left", "only its beginning was kept", nil)
        case .bad(.leftOut): ("left", "the command left it as it is", nil)
        case .late(.amended(let session, let isPurchasedNow)):
            ("amended", isPurchasedNow ? "abandoned is purchased now" : nil, session)
        case .late(.made(let session)): ("made an outcome", "no session was near", session)
        case .late(.copy(let session)):
            ("counted before", "a copy of an event that amended", session)
        case .late(.noSession): ("without effect", "no session is near", nil)
        case .late(.taken): ("left", "another replay has it, or its outcome is gone", nil)
        }
    }
}
