import BasketPipeline
import BasketStore
import BasketTelemetry

/// One simulated process with one worker: the real one, on simulated edges.
final class SimulatedInstance {
    unowned let world: SimulatedWorld
    let number: Int
    let stop = StopSignal()
    private(set) var isAlive = true
    private(set) var isInStep = false
    /// Stopped till then, as by SIGSTOP: nothing of it goes on.
    var standsUntil: Int64 = 0
    /// Cut off from the brokers till then.
    var isCutUntil: Int64 = 0
    /// What is left of a crashed process's code runs into the next error; its waits end by this.
    var timeAfterDeath: Int64 = 0
    /// Its connection to the store.
    var session: SimulatedSession?
    private(set) var member: SimulatedMember!
    private(set) var ends: SimulatedEnds!
    private var worker: SimulatedWorker?

    typealias SimulatedWorker = Worker<
        SimulatedConsumer, SimulatedWriter, SimulatedEnds, SimulatedClock
    >

    init(_ world: SimulatedWorld, number: Int, settings: ProcessorSettings) {
        self.world = world
        self.number = number
        member = SimulatedMember(self)
        ends = SimulatedEnds(self)
        let reader = world.trace.reader
        let log = Log(component: "instance \(number)", level: reader == nil ? .error : .debug) {
            reader?($0)
        }
        worker = SimulatedWorker(
            settings: settings, name: "instance/\(number)", isEmbedded: false, stop: stop,
            probe: ends, clock: SimulatedClock(instance: self), progress: Progress(), log: log,
            consumer: SimulatedConsumer(self), writer: SimulatedWriter(self))
    }

    var standsStill: Bool { world.time < standsUntil }

    /// Whether it can take its turn.
    var isReady: Bool { isAlive && !isInStep && !standsStill }

    var canReachBrokers: Bool {
        isAlive && !standsStill && !world.areBrokersAway && world.time >= isCutUntil
    }

    /// From here on nothing that it does reaches anybody.
    func crash() {
        isAlive = false
        if !isInStep { worker = nil }
    }

    /// One round of the worker, or its last: the drain, where it has been told to stop.
    func takeTurn() {
        isInStep = true
        do {
            if stop.isRaised {
                try worker?.drain()
                stops.forEach { world.found("stopped: \($0)") }
                end()
            } else {
                try worker?.step()
            }
        } catch {
            if isAlive {
                if !stop.isRaised || !isExcusable(error) {
                    world.found("\(number) ended: \(error)")
                }
                end()
            }
        }
        isInStep = false
        if !isAlive { worker = nil }
    }

    /// A drain while the store is away cannot succeed, and says so.
    private func isExcusable(_ error: any Error) -> Bool {
        if case ProcessorError.notDrained = error { return world.faultsCame }
        return false
    }

    private func end() {
        worker = nil
        isAlive = false
    }

    /// Partitions that it has stopped reading, in words. What one says that the group has thrown out
    /// and that does not know it yet, is no news of the partition.
    var stops: [String] {
        (worker?.stopsOfOurs ?? [:]).filter { world.group.holds(member, $0.key) }
            .sorted { $0.key < $1.key }
            .map { "partition \($0.key): \($0.value)" }
    }
}
