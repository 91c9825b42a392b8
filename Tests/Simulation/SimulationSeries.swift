import Dispatch

/// Seeds in a row, run on all cores.
public struct SimulationSeries: Sendable {
    public let seeds: Range<UInt64>
    var sabotage = Sabotage.none
    /// Takes the words about each run that fails, when it does.
    private let tell: @Sendable (String) -> Void
    /// Takes a line about how far it is, now and then; `nil`: nobody wants to know.
    private let progress: (@Sendable (String) -> Void)?
    private static let mostTold = 20
    private static let progressInterval = Duration.seconds(5)

    public init(
        seeds: Range<UInt64>, sabotage: Sabotage = .none,
        progress: (@Sendable (String) -> Void)? = nil, tell: @escaping @Sendable (String) -> Void
    ) {
        self.seeds = seeds
        self.sabotage = sabotage
        self.tell = tell
        self.progress = progress
    }

    public func run() -> SimulationSummary {
        let summary = SimulationSummary()
        RunningSeeds.toldAtACrash {
            DispatchQueue.concurrentPerform(iterations: seeds.count) { index in
                let seed = seeds.lowerBound + UInt64(index)
                let simulation = RunningSeeds.run(seed) {
                    Simulation(seed: seed, sabotage: sabotage)
                }
                let failed = summary.add(simulation)
                if !simulation.problems.isEmpty, failed <= SimulationSeries.mostTold {
                    tell(simulation.failureText)
                }
                if let progress,
                    let line = summary.progress(
                        of: seeds.count, atMostEvery: SimulationSeries.progressInterval)
                {
                    progress(line)
                }
            }
        }
        return summary
    }
}

extension Simulation {
    /// What is wrong with the run, and how to see it again.
    public var failureText: String {
        "SEED=\(seed) failed; again with: \(command)\n"
            + problems.prefix(6).map { "  " + $0 }.joined(separator: "\n")
    }
}
