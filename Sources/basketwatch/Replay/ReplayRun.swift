import BasketConsole
import BasketEvents
import BasketPipeline
import BasketRisk
import BasketSessions

/// A dry run: records go through the daemon's sessions and scores, and what they decide is shown.
struct ReplayRun: ~Copyable {
    /// In order of partition, the partitions without a record among them.
    var partitions: [ReplayPartition] = []
    var output: ReplayOutput
    let stop: StopSignal
    private let settings: SessionSettings
    private let console: Console
    private let scorer = MomentScorer(model: .shipped)
    private var reader = EventReader()

    init(
        _ settings: SessionSettings, _ wanted: ReplayOutput.Wanted, until stop: StopSignal,
        on console: Console
    ) {
        self.stop = stop
        self.settings = settings
        self.console = console
        output = ReplayOutput(wanted, on: console)
    }

    /// Whether reading is to end before its end.
    var isOver: Bool { stop.isRaised || output.isFull }

    /// Adds the partition of the next number.
    mutating func addPartition(from offset: Int64) {
        let state = PartitionState(
            partition: Int32(partitions.count), firstOffset: offset, settings: settings)
        partitions.append(ReplayPartition(state, scorer: scorer))
    }

    mutating func take(_ record: LogRecord) {
        partitions[Int(record.partition)].take(record, reader: &reader, into: &output)
    }

    func nextOffset(_ partition: Int32) -> Int64 {
        partitions[Int(partition)].state.ledger.nextOffset
    }

    /// Records that have been read.
    var records: Int {
        Int(partitions.reduce(0) { $0 + $1.state.ledger.read })
    }

    /// - Throws: when there was something to read, and none of it was an event.
    private func checkUsable() throws {
        let ledgers = partitions.map(\.state.ledger)
        let read = ledgers.reduce(0) { $0 + $1.read }
        guard read > 0, ledgers.allSatisfy({ $0.read == $0.quarantined }), !isOver else { return }
        let them =
            read == 1 ? "The only record is no event" : "None of the \(read) records is an event"
        let reasons = output.tally.refused.sorted { $0.records > $1.records }.prefix(3)
            .map { "\($0.reason.rawValue) (first: \($0.first.text))" }
        throw CommandFailure(
            "\(them): \(reasons.joined(separator: ", ")). docs/events.md says what an event holds, and "
                + "how to turn one of yours into it.",
            exitCode: .badData)
    }

    /// Ends every session, where that is asked for, and shows what is still to be shown.
    mutating func finish(closing isClosing: Bool, isTopic: Bool) throws -> ExitCode {
        for index in partitions.indices {
            if isClosing, !isOver { partitions[index].close(into: &output) }
            partitions[index].count(into: &output)
        }
        output.flush()
        let summary = ReplaySummary(
            states: partitions.map { ($0.state.ledger, $0.state.watermark) },
            partitions: partitions.map { $0.state.partition }, isTopic: isTopic,
            tally: output.tally)
        let wanted = output.wanted
        if wanted.isJSON {
            for line in summary.json { console.line(line.text) }
        } else {
            if output.shown > 0 { console.line() }
            summary.show(isLong: wanted.isSummary, on: console)
        }
        if let nothing = output.nothingShown { console.errorLine(nothing) }
        if !wanted.isSummary, let limit = wanted.limit, output.shown >= limit {
            console.errorLine(
                "Stopped after \(Figure.count(limit)) (--limit): the ledger is of what was read.")
        } else if stop.isRaised {
            console.errorLine("Stopped early: the ledger is of what was read.")
        }
        guard summary.differences.isEmpty else {
            throw CommandFailure(
                "The ledger does not balance: \(summary.differences.joined(separator: "; ")). "
                    + "Please report it.",
                exitCode: .internalError)
        }
        try checkUsable()
        return .success
    }
}
