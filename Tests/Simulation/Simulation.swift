import BasketSessions

/// One run of the processors on simulated servers: a seed, what became of it.
///
/// The workers, partitions and states are the real ones; the log, the group, the store and the clock
/// are simulated, and everything that happens follows from the seed.
public struct Simulation: Sendable {
    public let seed: UInt64
    public let faults: FaultCounts
    public let written: WrittenCounts
    /// How many the shop sent.
    public let records: Int
    /// Simulated seconds.
    public let seconds: Double
    /// Of all that happened: the same for the same seed.
    public let traceHash: UInt64
    /// What is wrong; empty: nothing.
    public let problems: [String]

    /// - Parameter reader: takes each step in words; `nil`: nobody reads along.
    public init(
        seed: UInt64, sabotage: Sabotage = .none, reader: (@Sendable (String) -> Void)? = nil
    ) {
        let world = SimulatedWorld(SimulationPlan(seed: seed), sabotage, reader: reader)
        world.run()
        let undisturbed = UndisturbedRun(world)
        self.seed = seed
        faults = world.counts
        written = world.database.written
        records = world.partitions.reduce(0) { $0 + $1.records.count }
        seconds = Double(world.time) / 1_000_000
        traceHash = world.trace.hash
        problems =
            world.problems + undisturbed.problems
            + world.database.tables.differences(from: undisturbed.tables)
    }

    /// What to type to see this run again.
    public var command: String { "make sim SEED=\(seed) RUNS=1" }
}
