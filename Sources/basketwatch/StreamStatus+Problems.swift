import BasketConsole
import BasketSessions
import BasketStore

extension StreamStatus {
    /// What counts as wrong.
    private enum Bound {
        static let quarantineShare = 0.05
        /// Of fewer records a share says nothing.
        static let quarantined = 20
    }

    /// What is wrong, the gravest first; empty: nothing.
    ///
    /// - Parameter staleAfter: how old the last flush of an owned partition may be.
    func problems(in schema: SchemaName, staleAfter: Duration) -> [StatusProblem] {
        stops + differences(schema) + absences(schema) + silences(schema, staleAfter)
            + quarantine(schema)
    }

    private var stops: [StatusProblem] {
        partitions.compactMap { partition in
            partition.stoppedReason.map { reason in
                StatusProblem(
                    kind: .partitionStopped, partitions: [partition.partition],
                    text: "Partition \(partition.partition) stopped "
                        + "\(Figure.duration(.seconds(partition.stoppedAgeSeconds ?? 0))) ago: "
                        + HarmlessText.of(reason),
                    nextStep: "Then start the processor again: it tries the partition anew "
                        + "(docs/operating.md).")
            }
        }
    }

    private func differences(_ schema: SchemaName) -> [StatusProblem] {
        partitions.filter { !$0.ledger.differences.isEmpty }.map { partition in
            StatusProblem(
                kind: .ledgerDiffers, partitions: [partition.partition],
                text: "The ledger of partition \(partition.partition) does not balance: "
                    + partition.ledger.differences.joined(separator: "; ") + ".",
                nextStep: "That is a bug in basketwatch: please report it, with what "
                    + "`\(schema.command("status --json"))` prints.")
        }
    }

    private func absences(_ schema: SchemaName) -> [StatusProblem] {
        let alone = partitions.filter { $0.owner == nil && $0.stoppedReason == nil }
        guard !alone.isEmpty else { return [] }
        let isOne = alone.count == 1
        return [
            StatusProblem(
                kind: .noOwner, partitions: alone.map(\.partition),
                text: "Nobody owns partition\(isOne ? "" : "s") "
                    + StreamStatus.ranges(alone.map(\.partition))
                    + ": nothing of \(isOne ? "it" : "them") is read.",
                nextStep: "Start a processor: `\(schema.command("run"))`.")
        ]
    }

    private func silences(_ schema: SchemaName, _ staleAfter: Duration) -> [StatusProblem] {
        let silent = partitions.filter {
            $0.stoppedReason == nil && .seconds($0.silence) > staleAfter
        }
        return Dictionary(grouping: silent) { $0.owner ?? "" }.sorted { $0.key < $1.key }
            .map { owner, partitions in
                let lag = partitions.reduce(0) { $0 + ($1.lag ?? 0) }
                let silence = partitions.map(\.silence).min() ?? 0
                let isOne = partitions.count == 1
                return StatusProblem(
                    kind: .ownerSilent, partitions: partitions.map(\.partition),
                    text: "\(HarmlessText.of(owner)) has written nothing of partition"
                        + (isOne ? " " : "s ") + StreamStatus.ranges(partitions.map(\.partition))
                        + " for \(Figure.duration(.seconds(silence))), "
                        + "and \(Figure.count(lag)) records wait.",
                    nextStep: "See its log whether Kafka or PostgreSQL is away; if it has died, "
                        + "another `\(schema.command("run"))` takes over.")
            }
    }

    private func quarantine(_ schema: SchemaName) -> [StatusProblem] {
        let recent = recentQuarantine
        guard recent.share > Bound.quarantineShare, recent.quarantined >= Bound.quarantined else {
            return []
        }
        let reasons = recent.reasons.prefix(3).map { "\($0.reason) \(Figure.count($0.records))" }
        return [
            StatusProblem(
                kind: .quarantineHigh, partitions: [],
                text: "\(Figure.share(recent.share)) of the latest "
                    + "\(Figure.count(recent.records)) records could not be used: "
                    + reasons.joined(separator: ", ") + ".",
                nextStep: "Look at some: SELECT reason, encode(value, 'escape') FROM "
                    + "\(schema).quarantined_records ORDER BY logged_at DESC LIMIT 5; "
                    + "(docs/events.md has the reasons).")
        ]
    }

    /// "0 to 3, 7": numbers in order, runs of three and more in short.
    static func ranges(_ numbers: [Int32]) -> String {
        var runs: [ClosedRange<Int32>] = []
        for number in numbers {
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        return runs.map { run in
            switch run.count {
            case 1: "\(run.lowerBound)"
            case 2: "\(run.lowerBound), \(run.upperBound)"
            default: "\(run.lowerBound) to \(run.upperBound)"
            }
        }.joined(separator: ", ")
    }
}

extension PartitionStatus {
    /// How long its owner has written nothing of it, in seconds; 0: nobody owns it.
    ///
    /// One that lives, and reaches Kafka and PostgreSQL, writes about once a second, and at least every
    /// 10 s where no event has ever come.
    fileprivate var silence: Double {
        guard owner != nil else { return 0 }
        // Who has only just taken it over is still reading its checkpoint.
        return min(flushAgeSeconds ?? .infinity, ownerAgeSeconds ?? .infinity)
    }
}
