import BasketConsole
import BasketEvents

/// Decisions as lines of aligned text, a block at a time.
///
/// A block is laid out like those before it: a column that has once been wide stays so.
struct ReplayRows {
    private var cells: [[String]] = []
    private var widths = [5, 19, 8, 11, 4]
    /// A wider cell stands out of its column instead of widening it for good.
    private static let widest = 48
    private var isFirst = true

    var count: Int { cells.count }

    mutating func add(_ decision: ReplayDecision, _ kind: ReplayPlaces.Kind) {
        cells.append([
            kind == .line ? decision.place.shortText : decision.place.text,
            decision.time?.clockText ?? "–", decision.shopper ?? "–",
            decision.word, decision.risk.map { Figure.decimal($0, 2) } ?? "",
            decision.words.joined(separator: "; "),
        ])
    }

    /// The lines of what was added since; the first block begins with the headings.
    mutating func takeLines(_ kind: ReplayPlaces.Kind) -> [String] {
        guard !cells.isEmpty else { return [] }
        var table = Table([
            .left(kind.rawValue), .left("time (UTC)"), .left("shopper"), .left("what"),
            .right("risk"),
            .left("details"),
        ])
        for row in cells {
            table.add(
                row.enumerated().map { place, cell in
                    guard place < widths.count else { return cell }
                    widths[place] = max(widths[place], min(cell.count, ReplayRows.widest))
                    return cell + String(repeating: " ", count: max(0, widths[place] - cell.count))
                })
        }
        cells.removeAll(keepingCapacity: true)
        let lines = table.lines()
        defer { isFirst = false }
        return isFirst ? lines : Array(lines.dropFirst())
    }
}

extension ReplayDecision {
    /// What happened, in a word.
    var word: String {
        switch detail {
        case .opened: "opened"
        case .scored: "score"
        case .ended(let end): "\(end.outcome.kind.word)"
        case .quarantined: "quarantined"
        case .late: "late"
        case .duplicate: "duplicate"
        case .clamped: "clamped"
        }
    }

    /// The score, or the last one of a session that ended.
    var risk: Double? {
        switch detail {
        case .scored(let scored): scored.score.risk
        case .ended(let end): end.lastRisk
        default: nil
        }
    }

    /// What else there is to say, in phrases.
    var words: [String] {
        switch detail {
        case .opened: []
        case .scored(let scored): scored.words
        case .ended(let end): end.words
        case .quarantined(let reason, let size): [reason.rawValue, Figure.size(size)]
        case .late(let event, let behind):
            [event.words, "\(Figure.duration(.milliseconds(behind))) behind the watermark"]
        case .duplicate(let event): [event.words]
        case .clamped(let event, let latest):
            [event.words, "its time lies too far ahead, taken for \(latest.clockText)"]
        }
    }
}

extension ReplayEvent {
    fileprivate var words: String { "\(type.word) \(id)" }
}

extension ReplayScore {
    fileprivate var words: [String] {
        let silence = Figure.duration(.milliseconds(moment.silenceMilliseconds))
        let cause = moment.cause == .silence ? "silent \(silence)" : "\(moment.cause.word)"
        let because = reasons.isEmpty ? [] : ["because " + reasons.joined(separator: ", ")]
        return [cause] + moment.facts.basketWords + because
    }
}

extension ReplayEnd {
    fileprivate var words: [String] {
        var words: [String] = []
        if let survivor { words.append("goes on in the session opened at \(survivor.text)") }
        if outcome.hadBasket {
            words += outcome.facts.basketWords
            let times = outcome.moments == 1 ? "once" : "\(Figure.count(outcome.moments)) times"
            words.append(outcome.moments == 0 ? "never scored" : "scored \(times)")
        }
        if outcome.orderValueMinor >= 0 {
            let currency = outcome.orderCurrency.description
            words.append("ordered for " + Figure.money(outcome.orderValueMinor, currency))
        }
        return words
    }
}
