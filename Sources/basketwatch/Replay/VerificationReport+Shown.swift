import BasketConsole
import BasketPipeline
import BasketStore

/// A verification's result, for people.
extension VerificationReport {
    func show(on console: Console) {
        let whole = partitions.filter { $0.stop == nil && !$0.isFromCheckpoint }
        if !whole.isEmpty {
            let events = whole.reduce(0) { $0 + $1.records }
            console.line(
                "\(count(whole.count, "partition")) run again from the first record on: "
                    + count(events, "event"))
        }
        if whole.count < partitions.count { console.show(otherTable) }
        console.line()
        console.show(kindTable)
        if !shown.isEmpty { console.line() }
        for difference in shown { console.line(HarmlessText.of(difference.text)) }
        if differences > shown.count {
            console.line(
                "… and \(Figure.count(differences - shown.count)) more (--limit N shows more)")
        }
        console.line()
        for line in remarks + [verdict] { console.line(line) }
    }

    private func count(_ number: Int, _ noun: String) -> String {
        "\(Figure.count(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// The partitions that were not run again from their first record to what is committed.
    private var otherTable: Table {
        var table = Table([
            .right("partition"), .right("checkpoint"), .right("up to"), .right("events"),
            .left("not compared, or no further, since"),
        ])
        for part in partitions where part.stop != nil || part.isFromCheckpoint {
            table.add([
                "\(part.partition)", part.isFromCheckpoint ? Figure.count(Int(part.from)) : "-",
                part.to > part.from ? Figure.count(Int(part.to)) : "-", Figure.count(part.records),
                part.stop ?? "",
            ])
        }
        return table
    }

    private var kindTable: Table {
        var table = Table([
            .left("rows"), .right("compared"), .right("equal"), .right("different"),
            .right("missing"), .right("extra"), .right("not compared"),
        ])
        for kind in VerifiedKind.allCases {
            let tally = tally(kind)
            let counts = [
                tally.compared, tally.equal, tally.different, tally.missing, tally.extra,
                tally.notComparedCount,
            ]
            table.add([kind.rawValue] + counts.map { Figure.count($0) })
        }
        return table
    }

    /// Why rows were not compared.
    private var remarks: [String] {
        VerifiedKind.allCases.flatMap { kind in
            tally(kind).notCompared.sorted { $0.key < $1.key }.filter { $0.value > 0 }.map {
                "\(kind.rawValue): \(Figure.count($0.value)) not compared, since \($0.key)."
            }
        }
    }

    private var verdict: String {
        let rows = count(compared, "row")
        if differences > 0 {
            return "\(Figure.count(differences)) \(differences == 1 ? "row is" : "rows are") not "
                + "what the log says; \(rows) compared."
        }
        guard isWhole else {
            return "Nothing differs in the \(rows) compared, but not all could be: see above."
        }
        return "Equal: what is stored is what the log says, \(rows) bit for bit."
    }
}

extension VerifiedDifference {
    /// Which row, and what is the matter with it.
    var text: String {
        switch kind {
        case .missing: "\(row) is not stored"
        case .extra: "\(row) is stored, and does not follow from the log"
        case .different(let fields):
            "\(row): "
                + fields.map { "\($0.field) is \($0.stored), replayed \($0.replayed)" }
                .joined(separator: "; ")
        }
    }

    private var row: String {
        let partition = "partition \(key.partition)"
        switch rows {
        case .scores:
            return
                "score \(key.ordinal) of session \(key.session) at \(key.partition):\(key.offset)"
        case .outcomes:
            return "outcome of session \(key.session) at \(key.partition):\(key.offset)"
        case .baskets: return "open basket of session \(key.session), \(partition)"
        case .quarantine: return "quarantined record at \(key.partition):\(key.offset)"
        case .funnel: return "funnel of \(day), \(partition)"
        case .ledger: return "ledger of \(partition)"
        }
    }
}
