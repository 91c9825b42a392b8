import BasketConsole
import BasketEvents
import BasketSessions

/// The end of a dry run: the ledger, and what came of it.
struct ReplaySummary {
    let states: [(ledger: Ledger, watermark: EventTime)]
    let partitions: [Int32]
    let isTopic: Bool
    let tally: ReplayTally

    var total: Ledger { Ledger(sum: states.map(\.ledger)) }

    /// What does not add up, in words: a bug.
    var differences: [String] {
        zip(partitions, states).flatMap { partition, state in
            state.ledger.differences.map { "partition \(partition): \($0)" }
        }
    }

    /// - Parameter isLong: with the counts by day, cause and reason.
    func show(isLong: Bool, on console: Console) {
        let total = total
        console.line(total.inWords)
        console.line("sessions " + total.sessions.inWords)
        if isLong {
            console.line("baskets  " + total.baskets.inWords)
            console.line(scoresLine)
            if isTopic { show(partitionTable, on: console) }
            show(funnelTable, on: console)
            show(refusedTable, on: console)
        }
        for line in remarks(total) { console.errorLine(line) }
    }

    private func show(_ table: Table, on console: Console) {
        guard !table.isEmpty else { return }
        console.line()
        console.show(table)
    }

    private var scoresLine: String {
        let causes = MomentCause.allCases.map { ("\($0.word)", tally.scores($0)) }
        let all = causes.reduce(0) { $0 + $1.1 }
        var line = "scores   \(Figure.count(all))"
        if all > 0 {
            let parts = causes.filter { $0.1 > 0 }.map { "\($0.0) \(Figure.count($0.1))" }
            line += " = " + parts.joined(separator: " + ")
        }
        let means = [OutcomeKind.purchased, .abandoned].compactMap { kind in
            tally.lastRisks(kind).mean.map { "\(kind.word) \(Figure.decimal($0, 2))" }
        }
        return means.isEmpty ? line : line + "; mean last risk: " + means.joined(separator: ", ")
    }

    private var partitionTable: Table {
        var table = Table(
            [
                "partition", "first", "next", "read", "applied", "duplicate", "late",
                "quarantined", "absent", "lost", "open",
            ].map { .right($0) })
        for (partition, state) in zip(partitions, states) {
            let ledger = state.ledger
            let counts = [
                ledger.firstOffset, ledger.nextOffset, ledger.read, ledger.applied,
                ledger.duplicate, ledger.late, ledger.quarantined, ledger.absent, ledger.lost,
                ledger.sessions.open,
            ]
            table.add(["\(partition)"] + counts.map { Figure.count($0) })
        }
        return table
    }

    private var funnelTable: Table {
        var table = Table([
            .left("day (UTC)"), .right("closed sessions"), .right("views"), .right("baskets"),
            .right("checkouts"), .right("purchases"), .right("browsed"),
        ])
        for day in tally.funnel {
            let counts = [
                day.sessions, day.views, day.baskets, day.checkouts, day.purchases, day.browsed,
            ]
            table.add([EventTime.dayText(day.day)] + counts.map { Figure.count($0) })
        }
        return table
    }

    private var refusedTable: Table {
        var table = Table([.left("quarantine"), .right("records"), .left("first at")])
        for refused in tally.refused.sorted(by: { $0.records > $1.records }) {
            table.add([
                refused.reason.rawValue, Figure.count(refused.records), refused.first.text,
            ])
        }
        return table
    }

    private func remarks(_ total: Ledger) -> [String] {
        var remarks: [String] = []
        if total.sessions.open > 0 {
            let isOne = total.sessions.open == 1
            remarks.append(
                "\(Figure.count(total.sessions.open)) \(isOne ? "session is" : "sessions are") still "
                    + "open: less than the gap has passed since. --close ends them.")
        }
        // Where none is an event, the end says so.
        if total.quarantined > 0, total.quarantined < total.read {
            let reasons = tally.refused.sorted { $0.records > $1.records }.prefix(3)
                .map {
                    "\($0.reason.rawValue) \(Figure.count($0.records)) (first: \($0.first.text))"
                }
            remarks.append(
                "\(Figure.count(total.quarantined)) of \(Figure.count(total.read)) records are no "
                    + "events: \(reasons.joined(separator: ", ")). docs/events.md says what an event "
                    + "holds.")
        }
        if total.late > 0 {
            remarks.append(
                "\(Figure.count(total.late)) records came after their session had closed. Files must "
                    + "be given in order of time; --disorder allows for what comes out of order.")
        }
        if total.keyless > 0 {
            remarks.append(
                "\(Figure.count(total.keyless)) records have no key: a shopper's events may be "
                    + "spread over partitions, each making sessions of its own.")
        }
        if total.lost > 0 {
            remarks.append(
                "\(Figure.count(total.lost)) records were gone before they could be read.")
        }
        return remarks
    }
}
