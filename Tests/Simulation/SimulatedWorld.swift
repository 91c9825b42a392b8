import BasketEvents
import BasketPipeline

/// Everything that a run is made of, and the one scheduler that says who is next.
///
/// No threads: a call of an edge is where time passes. In it the caller may be stopped for a while,
/// die, or be overtaken by others; the others then take their turns inside that call.
final class SimulatedWorld {
    let plan: SimulationPlan
    let sabotage: Sabotage
    var random: SeededRandom
    /// Microseconds since the simulation began.
    var time: Int64 = 0
    /// None any more once the run is to come to rest.
    var faults: FaultRates
    private(set) var counts = FaultCounts()
    private(set) var problems: [String] = []
    var trace = SimulationTrace()

    let partitions: [SimulatedPartition]
    var shop: SimulatedShop
    private(set) var group: SimulatedGroup!
    private(set) var database: SimulatedDatabase!
    var instances: [SimulatedInstance] = []
    /// Those that are gone, too: the group may not have noticed yet.
    var everybody: [SimulatedInstance] = []
    /// When the brokers were away, in order.
    private(set) var outages: [Range<Int64>] = []
    var storeDownUntil: Int64 = 0
    var started = 0
    /// How many calls wait in each other for others' turns.
    var depth = 0
    static let deepest = 3

    init(_ plan: SimulationPlan, _ sabotage: Sabotage, reader: (@Sendable (String) -> Void)?) {
        self.plan = plan
        self.sabotage = sabotage
        random = SeededRandom(seed: plan.seed, stream: 3)
        faults = plan.faults
        partitions = (0..<plan.partitions).map { _ in SimulatedPartition() }
        shop = SimulatedShop(plan)
        group = SimulatedGroup(self, partitions: plan.partitions)
        database = SimulatedDatabase(self)
        trace.reader = reader
    }

    var areBrokersAway: Bool { outages.last.map { time < $0.upperBound } ?? false }
    var isStoreDown: Bool { time < storeDownUntil }
    var faultsCame: Bool { counts.total > 0 }

    func takeBrokersAway(for length: Int64) {
        outages.append(time..<time + length)
        trace.note("brokers away", 46, time + length)
    }

    func bringBrokersBack() {
        guard areBrokersAway, let last = outages.popLast() else { return }
        outages.append(last.lowerBound..<time)
    }

    func count(_ fault: Fault) { counts.add(fault) }

    func found(_ problem: String) {
        trace.note("PROBLEM \(problem)", 99)
        problems.append(problem)
    }
}
