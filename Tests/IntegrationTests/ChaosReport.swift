import BasketConsole

/// What a chaos run has shown, for people.
struct ChaosReport {
    private struct Recovery {
        let fault: ChaosFault
        /// How long its victim was ill, in seconds.
        let illness: Double
        /// From the fault until all was caught up, in seconds; `nil`: nothing was ever late.
        let seconds: Double?
        /// Whether no other fault was felt meanwhile.
        var isAlone = false
    }

    private let run: ChaosRun
    private var recoveries: [Recovery]

    init(_ run: ChaosRun) {
        self.run = run
        let faults = run.plan.faults
        let all = faults.indices.map { index in
            let fault = faults[index]
            let illness = run.mendingTime(of: fault)
            // What is felt only after the next one is that one's.
            let next = index + 1 < faults.count ? faults[index + 1].start : .infinity
            return Recovery(
                fault: fault, illness: illness,
                seconds: run.watch.recovery(
                    from: run.planBegan + fault.start,
                    within: min(illness + ChaosRun.sessionTimeout + 4, next - fault.start)))
        }
        func end(_ recovery: Recovery) -> Double {
            recovery.fault.start + max(recovery.illness, recovery.seconds ?? 0)
        }
        recoveries = all
        for (index, one) in all.enumerated() {
            recoveries[index].isAlone = all.indices.allSatisfy {
                $0 == index || all[$0].fault.start > end(one) || end(all[$0]) < one.fault.start
            }
        }
    }

    /// Faults by kind: how many, how many delayed anything by more than a second, how long.
    func lines() throws -> [String] {
        var table = Table([
            .left("fault"), .right("times"), .right("felt"), .right("longest"),
            .right("alone"), .right("median"), .right("longest"), .right("since mended"),
            .right("/ checkpoint interval"),
        ])
        for kind in ChaosFault.Kind.allCases {
            let all = recoveries.filter { $0.fault.kind == kind }
            guard !all.isEmpty else { continue }
            let alone = all.filter { $0.isAlone && $0.seconds != nil }
            let afterwards = alone.map { max(0, ($0.seconds ?? 0) - $0.illness) }
            let median = alone.compactMap(\.seconds).median
            table.add([
                kind.rawValue, "\(all.count)", "\(all.count { $0.seconds != nil })",
                seconds(all.compactMap(\.seconds).max()), "\(alone.count)", seconds(median),
                seconds(alone.compactMap(\.seconds).max()), seconds(afterwards.median),
                median.map { Figure.decimal($0 / ChaosRun.checkpointInterval, 2) } ?? "-",
            ])
        }
        return ["from a fault until nothing published a second before waits any more:"]
            + table.lines()
            + [
                "alone: felt while no other was; their median, longest, median from the mending on, "
                    + "and median over the checkpoint interval of "
                    + "\(Int(ChaosRun.checkpointInterval)) s", "", try pauseLine(),
            ]
    }

    private func seconds(_ value: Double?) -> String {
        value.map { Figure.decimal($0, 1) + " s" } ?? "-"
    }

    /// How long partitions stood still whose owner was not the one that was killed.
    private func pauseLine() throws -> String {
        var longest: [Double] = []
        for recovery in recoveries where recovery.fault.kind == .killProcessor && recovery.isAlone {
            let from = run.beganInDatabase + run.planBegan + recovery.fault.start
            let length = max(recovery.seconds ?? 0, recovery.illness + 2)
            let pauses = try run.commits.pauses(from: from, to: from + length)
            if pauses.partitions > 0 { longest.append(pauses.longest) }
        }
        guard let last = longest.max(), let median = longest.median else {
            return "no kill came alone: no pause to tell of"
        }
        return "partitions that stayed, in \(longest.count) kills that came alone: longest pause "
            + "\(Int(median)) ms in the median, \(Int(last)) ms at most"
    }
}

extension [Double] {
    fileprivate var median: Double? { isEmpty ? nil : sorted()[count / 2] }
}
