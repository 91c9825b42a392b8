import BasketConsole
import BasketPipeline
import BasketSessions
import BasketStore
import Foundation

extension StreamStatus {
    /// What counts as wrong.
    private enum Bound {
        static let quarantineShare = 0.05
        static let lateShare = 0.05
        /// Producers that deliver at least once repeat far less.
        static let duplicateShare = 0.2
        /// Of fewer records a share says nothing.
        static let quarantined = 20
    }

    /// What is wrong, the gravest first; empty: nothing.
    ///
    /// - Parameter staleAfter: how old the last flush of an owned partition may be.
    func problems(in schema: SchemaName, staleAfter: Duration) -> [StatusProblem] {
        stops + differences(schema) + absences(schema) + silences(schema, staleAfter)
            + wrongTopic(schema) + quarantine(schema) + lateness(schema) + repetitions
    }

    /// Partitions that stopped for one reason are told of together.
    private var stops: [StatusProblem] {
        let stopped = partitions.filter { $0.stoppedReason != nil }
        return Dictionary(grouping: stopped) { $0.stoppedReason ?? "" }
            .sorted { ($0.value[0].partition, $0.key) < ($1.value[0].partition, $1.key) }
            .map { reason, partitions in
                let (cause, step) = StreamStatus.split(HarmlessText.of(reason))
                let age = partitions.compactMap(\.stoppedAgeSeconds).max() ?? 0
                let words = PartitionNumbers.named(partitions.map(\.partition))
                return StatusProblem(
                    kind: .partitionStopped, partitions: partitions.map(\.partition),
                    text:
                        "P\(words.dropFirst()) stopped \(Figure.duration(.seconds(age))) ago: \(cause)",
                    nextStep: "\(step) (docs/operating.md says more).")
            }
    }

    /// A stop's reason ends with what to do: its last sentence.
    private static func split(_ reason: String) -> (cause: String, step: String) {
        var sentences = reason.components(separatedBy: ". ")
        guard sentences.count > 1, let last = sentences.popLast() else {
            return (reason + ".", "Start the processor again: it tries the partition anew")
        }
        return (
            sentences.joined(separator: ". ") + ".",
            last.hasSuffix(".") ? String(last.dropLast()) : last
        )
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
                    + PartitionNumbers.inWords(alone.map(\.partition))
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
                        + (isOne ? " " : "s ")
                        + PartitionNumbers.inWords(partitions.map(\.partition))
                        + " for \(Figure.duration(.seconds(silence))), "
                        + "and \(Figure.count(lag)) records wait.",
                    nextStep: "See its log whether Kafka or PostgreSQL is away; if it has died, "
                        + "another `\(schema.command("run"))` takes over.")
            }
    }

    private func wrongTopic(_ schema: SchemaName) -> [StatusProblem] {
        let wrong = partitions.filter(\.looksWrong)
        guard !wrong.isEmpty else { return [] }
        let numbers = wrong.map(\.partition)
        let refused = wrong.reduce(0) { $0 + $1.refusedRecently }
        let records = wrong.reduce(0) { $0 + min($1.ledger.read, RecentQuarantine.offsets) }
        let unkept = wrong.reduce(0) { $0 + $1.ledger.unkept }
        return [
            StatusProblem(
                kind: .topicLooksWrong, partitions: numbers,
                text: "The topic looks wrong: \(Figure.count(refused)) of the latest "
                    + "\(Figure.count(records)) records of \(PartitionNumbers.named(numbers)) could "
                    + "not be used. They are counted, and samples of them kept (of "
                    + "\(Figure.count(unkept)) so far nothing).",
                nextStep:
                    "Look at some with `\(schema.command("quarantine list"))`; see that --topic "
                    + "names the clickstream, and who sends to it. When its records are good again, all "
                    + "goes on by itself.")
        ]
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

    private func lateness(_ schema: SchemaName) -> [StatusProblem] {
        let late = recentQuarantine.late.filter {
            $0.share > Bound.lateShare && $0.late >= Bound.quarantined
        }
        guard !late.isEmpty else { return [] }
        let (count, records) = late.reduce((0, 0)) { ($0.0 + $1.late, $0.1 + $1.records) }
        let numbers = late.map(\.partition)
        let reached = partitions.filter { numbers.contains($0.partition) }.map(\.watermark).max()
        return [
            StatusProblem(
                kind: .lateHigh, partitions: numbers,
                text: "\(Figure.share(Double(count) / Double(records))) of the latest "
                    + "\(Figure.count(records)) records of \(PartitionNumbers.named(numbers)) came after "
                    + "their session had closed: event time there has reached "
                    + "\(reached.map(\.shown) ?? "–").",
                nextStep: "See which: SELECT log_offset, encode(value, 'escape') FROM "
                    + "\(schema).quarantined_records WHERE reason = 'late' ORDER BY logged_at DESC "
                    + "LIMIT 5; a clock that runs ahead, or older events sent after newer ones "
                    + "(docs/operating.md).")
        ]
    }

    private var repetitions: [StatusProblem] {
        let (read, duplicate) = partitions.reduce((Int64(0), Int64(0))) {
            ($0.0 + $1.ledger.read, $0.1 + $1.ledger.duplicate)
        }
        guard duplicate >= Bound.quarantined, read > 0,
            Double(duplicate) / Double(read) > Bound.duplicateShare
        else { return [] }
        return [
            StatusProblem(
                kind: .duplicatesHigh, partitions: [],
                text: "\(Figure.share(Double(duplicate) / Double(read))) of all "
                    + "\(Figure.count(read)) records were duplicates: their shopper had sent an event "
                    + "of the same id before.",
                nextStep:
                    "Each counts once, so nothing is wrong in the scores. Find who sends twice: a "
                    + "file published again, a generate without --first-number, a producer that gives "
                    + "one id to several events.")
        ]
    }
}

extension PartitionStatus {
    /// How long its owner has written nothing of it, in seconds; 0: nobody owns it.
    ///
    /// One that lives, and reaches Kafka and PostgreSQL, writes about once a second, and at least every
    /// 10 s where no event has ever come.
    var silence: Double {
        guard owner != nil else { return 0 }
        // Who has only just taken it over is still reading its checkpoint.
        return min(flushAgeSeconds ?? .infinity, ownerAgeSeconds ?? .infinity)
    }
}
