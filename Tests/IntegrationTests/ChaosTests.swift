import BasketConsole
import Foundation
import KafkaTesting
import Testing

/// Real servers and processors that are killed, stopped and cut off at random.
extension Integration {
    @Suite(
        "in chaos",
        .enabled(if: RealKafka.canStart, Comment(rawValue: RealKafka.skipped)))
    struct InChaos {
        /// What `make chaos` asks for.
        private static func asked(_ name: String) -> Double? {
            ProcessInfo.processInfo.environment[name].flatMap { Double($0) }
        }

        @Test("loses nothing and writes nothing twice")
        func chaos() throws {
            let seed = UInt64(Self.asked("BASKETWATCH_CHAOS_SEED") ?? 1)
            let minutes = Self.asked("BASKETWATCH_CHAOS_MINUTES")
            let rate = Int(Self.asked("BASKETWATCH_CHAOS_RATE") ?? 2_000)
            let seconds = minutes.map { $0 * 60 } ?? 45
            // In the minute of `make test`: more in less time.
            let word = ProcessInfo.processInfo.environment["BASKETWATCH_CHAOS_ONLY"] ?? ""
            let kinds = ChaosFault.Kind.allCases.filter {
                word.isEmpty || $0.rawValue.contains(word)
            }
            try #require(!kinds.isEmpty, "no fault's name holds '\(word)'")
            let plan = ChaosPlan(
                seed: seed, seconds: seconds, pace: minutes == nil ? 2...5 : 4...14, only: kinds)
            var story: [String] = []
            func say(_ line: String) {
                story.append(line)
                // Nobody listens to the short run unless it fails.
                if minutes != nil { StandardOutput.write(line) }
            }
            say("SEED=\(seed), \(plan.faults.count) faults planned")
            let run = try ChaosRun(plan, seed: seed, rate: rate, say: { say($0) })
            let (sent, failures) = try run.run()
            #expect(failures == [], "\(story.joined(separator: "\n"))")

            let total = try run.stream.total()
            say(
                "read \(Figure.count(total.read)) = applied \(Figure.count(total.applied)) "
                    + "+ duplicate \(Figure.count(total.duplicate)) "
                    + "+ late \(Figure.count(total.late)) "
                    + "+ quarantined \(Figure.count(total.quarantined)); "
                    + "absent \(total.absent), lost \(total.lost); published \(Figure.count(sent))")
            for line in try ChaosReport(run).lines() { say(line) }
            #expect(total.read == Int64(sent), "\(story.joined(separator: "\n"))")
            // Else there was nothing to lose.
            #expect(Double(sent) > 0.5 * Double(rate) * seconds)
            #expect(total.absent == 0)
            #expect(total.lost == 0)
            for partition in try run.stream.status().partitions {
                #expect(partition.ledger.differences == [], "partition \(partition.partition)")
            }
            try compare(run.stream, say)
        }

        /// The tables against those of an undisturbed run: in short, and in full where they differ.
        private func compare(_ stream: TestStream, _ say: (String) -> Void) throws {
            say("running the same topic undisturbed, with the recorded inputs")
            let undisturbed = try UndisturbedRun(stream).database()
            let found = try FinalTables.digests(stream.postgres, stream.store)
            let wanted = try FinalTables.digests(stream.postgres, undisturbed)
            for table in found.keys.sorted() {
                let count = found[table]?.prefix { $0 != "," } ?? ""
                say("  \(table): \(found[table] == wanted[table] ? "equal" : "DIFFERS"), \(count)")
            }
            let differing = found.keys.filter { found[$0] != wanted[$0] }
            guard !differing.isEmpty else { return }
            let differences = try FinalTables(stream.postgres, stream.store, only: differing)
                .differences(from: FinalTables(stream.postgres, undisturbed, only: differing))
            Issue.record("\(differences.joined(separator: "\n"))")
        }
    }
}

/// Lines at once, also where the output is a file.
private enum StandardOutput {
    static func write(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
