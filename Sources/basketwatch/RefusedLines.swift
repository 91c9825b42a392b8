import BasketConsole
import BasketEvents
import BasketFiles

/// The lines of a recorded clickstream that are no events, by reason.
struct RefusedLines {
    private let path: String
    private var reasons: [(reason: RefusalReason, lines: Int, first: Int)] = []
    private var lines = 0

    /// - Parameter path: `-` is standard input.
    init(of path: String) {
        self.path = path == "-" ? "stdin" : path
    }

    private var refused: Int { reasons.reduce(0) { $0 + $1.lines } }

    /// - Parameter reason: `nil`: it is an event.
    mutating func count(_ reason: RefusalReason?, of line: RecordedLine) {
        lines += 1
        guard let reason else { return }
        if let known = reasons.firstIndex(where: { $0.reason == reason }) {
            reasons[known].lines += 1
        } else {
            reasons.append((reason, 1, line.number))
        }
    }

    /// "2 of 2 lines are no events, and will be quarantined: missing_type 2 (first: own.jsonl:1). …";
    /// `nil`: all are events.
    var inWords: String? {
        guard !reasons.isEmpty else { return nil }
        return "\(Figure.count(refused)) of \(Figure.count(lines)) "
            + (lines == 1 ? "line is no event" : "lines are no events")
            + ", and will be quarantined: \(causes). docs/events.md says what an event holds."
    }

    /// Where lines came, and not one of them is an event.
    var failure: CommandFailure? {
        guard lines > 0, refused == lines else { return nil }
        let them = lines == 1 ? "The line" : "None of the \(Figure.count(lines)) lines"
        return CommandFailure(
            "\(them) read of \(path) is \(lines == 1 ? "no" : "an") event: \(causes). "
                + "docs/events.md says what an event holds, and how to turn one of yours into it.",
            exitCode: .badData)
    }

    private var causes: String {
        let ranked = reasons.sorted { ($1.lines, $0.first) < ($0.lines, $1.first) }
        let shown = ranked.prefix(3).map {
            "\($0.reason.rawValue) \(Figure.count($0.lines)) (first: \(path):\($0.first))"
        }
        return shown.joined(separator: ", ") + (ranked.count > 3 ? ", …" : "")
    }
}
