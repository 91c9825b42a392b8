import BasketConsole

/// What a chaos run has shown, for people.
struct ChaosReport {
    private let run: ChaosRun
    private let recoveries: [(fault: ChaosFault, seconds: Double?)]

    init(_ run: ChaosRun) {
        self.run = run
        recoveries = run.plan.faults.map { fault in
            (
                fault,
                run.watch.recovery(
                    from: run.planBegan + fault.start,
                    within: fault.length + ChaosRun.sessionTimeout + 4)
            )
        }
    }

    /// Faults by kind: how many, how many delayed anything by more than a second, how long.
    func lines() throws -> [String] {
        var table = Table([
            .left("fault"), .right("times"), .right("felt"), .right("caught up after, median"),
            .right("longest"), .right("longest / checkpoint interval"),
        ])
        for kind in ChaosFault.Kind.allCases {
            let all = recoveries.filter { $0.fault.kind == kind }
            guard !all.isEmpty else { continue }
            let felt = all.compactMap(\.seconds).sorted()
            func seconds(_ value: Double?) -> String {
                value.map { Figure.decimal($0, 1) + " s" } ?? "-"
            }
            table.add([
                kind.rawValue, "\(all.count)", "\(felt.count)",
                seconds(felt.isEmpty ? nil : felt[felt.count / 2]), seconds(felt.last),
                felt.last.map { Figure.decimal($0 / ChaosRun.checkpointInterval, 2) } ?? "-",
            ])
        }
        return table.lines() + ["", try pauseLine()]
    }

    /// How long partitions stood still whose owner was not the one that was killed.
    private func pauseLine() throws -> String {
        var longest: [Double] = []
        for (fault, seconds) in recoveries where fault.kind == .killProcessor {
            let end = fault.start + max(seconds ?? 0, fault.length + 2)
            // Only where nothing else was going on.
            let isAlone = run.plan.faults.allSatisfy {
                $0.start == fault.start || $0.start > end
                    || $0.start + $0.length + $0.victim.rest < fault.start
            }
            guard isAlone else { continue }
            let from = run.beganInDatabase + run.planBegan
            let pauses = try run.commits.pauses(from: from + fault.start, to: from + end)
            if pauses.partitions > 0 { longest.append(pauses.longest) }
        }
        longest.sort()
        guard let last = longest.last else { return "no kill came alone: no pause to tell of" }
        return "partitions that stayed, in \(longest.count) kills that came alone: "
            + "longest pause \(Int(longest[longest.count / 2])) ms in the median, "
            + "\(Int(last)) ms at most"
    }
}
