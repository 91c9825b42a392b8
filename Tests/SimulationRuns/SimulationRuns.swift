import Foundation
import Simulation

/// A row of seeds to run, and what to say of them.
struct SimulationRuns {
    struct Mistake: Error {
        let text: String
    }

    private var seed: UInt64 = 0
    private var count: UInt64 = 20_000
    private var isTraced = false
    private var sabotage = Sabotage.none

    init(_ arguments: ArraySlice<String>) throws(Mistake) {
        var numbers: [UInt64] = []
        for argument in arguments {
            if argument == "--trace" {
                isTraced = true
            } else if let chosen = Sabotage(rawValue: argument) {
                sabotage = chosen
            } else if let number = UInt64(argument), number < 1 << 62 {
                numbers.append(number)
            } else {
                throw Mistake(
                    text: "'\(argument)' is no seed and no number of runs; both are whole numbers: "
                        + "make sim SEED=4711 RUNS=1")
            }
        }
        if let first = numbers.first { seed = first }
        if numbers.count > 1 { count = numbers[1] }
    }

    /// - Returns: the exit code, 1 if a run failed.
    func run() -> Int32 {
        let summary = isTraced ? runTraced() : series.run()
        print(summary.text)
        return summary.failures.isEmpty ? 0 : 1
    }

    private var series: SimulationSeries {
        SimulationSeries(
            seeds: seed..<seed + count, sabotage: sabotage,
            progress: { FileHandle.say("  \($0)", to: .standardError) },
            tell: { FileHandle.say($0, to: .standardOutput) })
    }

    private func runTraced() -> SimulationSummary {
        let summary = SimulationSummary()
        for seed in seed..<seed + count {
            let simulation = Simulation(seed: seed, sabotage: sabotage, reader: { print($0) })
            summary.add(simulation)
            if !simulation.problems.isEmpty { print(simulation.failureText) }
        }
        return summary
    }
}
