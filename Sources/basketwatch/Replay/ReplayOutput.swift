import BasketConsole
import BasketEvents
import BasketSessions
import BasketStore

/// Where a dry run's decisions go: those asked for are shown, all are counted.
struct ReplayOutput: ~Copyable {
    /// What is asked for.
    struct Wanted: Sendable {
        var kinds = Set(ReplayDecision.Kind.allCases)
        /// `nil`: everybody's.
        var shopper: String?
        var limit: Int?
        var isJSON = false
        /// Only the counts at the end.
        var isSummary = false
        /// Each decision is shown at once, not a block of them at a time.
        var isEager = false
    }

    let wanted: Wanted
    var places = ReplayPlaces()
    private(set) var tally = ReplayTally()
    private(set) var shown = 0
    private let console: Console
    private var rows = ReplayRows()
    private var lines: [String] = []
    private static let block = 256

    init(_ wanted: Wanted, on console: Console) {
        self.wanted = wanted
        self.console = console
    }

    /// Whether decisions are told of one by one.
    var isDetailed: Bool { !wanted.isSummary }

    /// Whether nobody wants any more: as many as asked for are shown, or the reader has gone.
    var isFull: Bool {
        if let limit = wanted.limit, shown >= limit, isDetailed { return true }
        return console.isOutputClosed
    }

    /// What to say where a filter has left nothing to show; `nil`: something was, or none was set.
    var nothingShown: String? {
        guard isDetailed, shown == 0, !console.isOutputClosed else { return nil }
        if let shopper = wanted.shopper {
            return "Nothing was decided about the shopper '\(shopper)'."
        }
        let isFiltered = wanted.kinds.count < ReplayDecision.Kind.allCases.count
        return isFiltered ? "Nothing of the kind asked for was decided." : nil
    }

    func place(_ partition: Int32, _ offset: Int64) -> ReplayPlace {
        places.place(partition, offset)
    }

    func wants(_ kind: ReplayDecision.Kind, of shopper: String?) -> Bool {
        guard wanted.kinds.contains(kind) else { return false }
        guard let one = wanted.shopper else { return true }
        return one == shopper
    }

    mutating func tell(_ decision: ReplayDecision) {
        guard wants(decision.kind, of: decision.shopper) else { return }
        if let limit = wanted.limit, shown >= limit { return }
        shown += 1
        if wanted.isJSON {
            lines.append(decision.json.text)
        } else {
            rows.add(decision, places.kind)
        }
        if wanted.isEager || max(lines.count, rows.count) >= ReplayOutput.block { flush() }
    }

    /// Writes out what has been gathered.
    mutating func flush() {
        lines += rows.takeLines(places.kind)
        guard !lines.isEmpty else { return }
        console.line(lines.joined(separator: "\n"))
        lines.removeAll(keepingCapacity: true)
    }

    mutating func count(
        _ effects: Effects, _ scores: ScoreColumns, in partition: Int32,
        _ lastRisks: inout [SessionKey: Double]
    ) {
        tally.count(effects, scores, &lastRisks)
        for record in effects.quarantined {
            tally.count(record.reason, at: places.place(partition, record.offset))
        }
    }
}
