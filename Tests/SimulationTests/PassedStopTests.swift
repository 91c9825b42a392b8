import Testing

@testable import Simulation

/// A processor that was stopped so long that the log has forgotten what it would read next; meanwhile
/// another one has gone on.
@Suite("A partition that stopped behind others' back")
struct PassedStopTests {
    private func quietWorld(seed: UInt64) -> SimulatedWorld {
        var plan = SimulationPlan(seed: seed)
        plan.partitions = 1
        plan.records = 60
        plan.checkpointMilliseconds = 100
        plan.sessionTimeout = 2_000_000
        plan.losesRecords = false
        plan.faults = FaultRates()
        return SimulatedWorld(plan, .none, reader: nil)
    }

    /// The world when the first instance has come back, and found nothing where it stood.
    private func world(seed: UInt64) -> SimulatedWorld {
        let world = quietWorld(seed: seed)
        world.start()
        world.shop.send(20, to: world.partitions, at: 0)
        rounds(world) { world.isAllCommitted }
        let first = world.instances[0]
        first.standsUntil = world.time + 60_000_000
        world.shop.send(20, to: world.partitions, at: world.time)
        world.start()
        rounds(world) {
            world.isAllCommitted && world.isAllKept
        }
        world.partitions[0].start = world.partitions[0].end
        first.standsUntil = 0
        rounds(world, 40) { false }
        return world
    }

    private func rounds(_ world: SimulatedWorld, _ most: Int = 2_000, until isDone: () -> Bool) {
        for _ in 0..<most where !isDone() { world.round() }
    }

    @Test("is read on where the other one left it", arguments: UInt64(0)..<12)
    func goesOn(seed: UInt64) {
        let world = world(seed: seed)
        #expect(world.isAllCommitted)
        world.instances.last?.stop.raise()
        rounds(world) { world.instances.count == 1 }
        world.shop.send(20, to: world.partitions, at: world.time)
        rounds(world) { world.isAllCommitted }

        #expect(world.isAllCommitted)
        #expect(world.instances.flatMap(\.stops) == [])
        #expect(world.problems == [])
    }

    @Test("is tried anew once somebody else has had it, also where that changed nothing")
    func triedAnew() {
        let world = quietWorld(seed: 1)
        world.start()
        world.shop.send(20, to: world.partitions, at: 0)
        rounds(world) { world.isAllCommitted }
        world.partitions[0].skip(1)
        world.partitions[0].start = world.partitions[0].end
        world.shop.send(20, to: world.partitions, at: world.time)
        let instance = world.instances[0]
        rounds(world) { !instance.stops.isEmpty }
        #expect(instance.stops.count == 1)

        // Somebody else takes it and finds the same; then the records come back.
        world.database.tables.partitions[0]?.epoch += 1
        world.partitions[0].start = 0
        world.group.evict(instance.member)
        rounds(world) { world.isAllCommitted }

        #expect(world.isAllCommitted)
        #expect(instance.stops.isEmpty)
    }
}
