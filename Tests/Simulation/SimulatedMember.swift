import BasketEvents
import KafkaLog

/// A member of the group as its client library sees itself: what it was given, how far it has read.
///
/// It behaves as `LogConsumer` does: a revocation stands open until its answer, nothing is read
/// meanwhile; what it is given is read from when its place is told; a member that was thrown out goes
/// on with what it has until it learns of it.
final class SimulatedMember {
    unowned let instance: SimulatedInstance
    var lastHeard: Int64 = 0
    /// Since when it has owed an answer to the coordinator.
    private(set) var noticed: Int64?
    var notice: LogEvent?
    var mustLearnOfEviction = false
    var joinsAt: Int64?

    var granted: Set<Int32> = []
    var unreleased: Set<Int32> = []
    var leaving: Set<Int32> = []
    var positions: [Int32: Int64] = [:]
    var paused: Set<Int32> = []
    var outOfRange: Set<Int32> = []
    var announcedEnds: [Int32: Int64] = [:]
    var batch = SimulatedBatch()

    var world: SimulatedWorld { instance.world }

    init(_ instance: SimulatedInstance) {
        self.instance = instance
        joinsAt = 0
    }

    /// Whether it has answered everything, and can be told something new.
    var isSettled: Bool { notice == nil && noticed == nil }

    func tell(_ event: LogEvent) {
        notice = event
        noticed = world.time
        world.count(.rebalance)
    }

    func wasEvicted() {
        notice = nil
        noticed = nil
        mustLearnOfEviction = true
    }

    // MARK: - What the worker asks

    func poll(limit: Int) -> LogBatch {
        batch.clear()
        var events: [LogEvent] = []
        guard instance.canReachBrokers else {
            giveUpSession(&events)
            if world.random.chance(0.2) {
                events.append(
                    .failed(.unreachable(brokers: "simulated", reason: "away"), partition: nil))
            }
            return batch.lend(events)
        }
        if let due = joinsAt, world.time >= due {
            joinsAt = nil
            world.group.join(self)
        }
        fetch(limit, &events)
        hearOfGroup(&events)
        return batch.lend(events)
    }

    func assign(_ places: [PartitionOffset]) {
        for place in places where granted.contains(place.partition) {
            positions[place.partition] = place.offset
            outOfRange.remove(place.partition)
            announcedEnds[place.partition] = nil
        }
    }

    func release(_ partitions: [Int32]) {
        let wasRevoked = unreleased
        unreleased.subtract(partitions)
        leaving.formUnion(partitions)
        guard unreleased.isEmpty else { return }
        for partition in leaving.sorted() {
            positions[partition] = nil
            paused.remove(partition)
            outOfRange.remove(partition)
            if !granted.contains(partition) { world.group.gaveBack(self, partition) }
        }
        leaving = []
        if !wasRevoked.isEmpty, notice == nil { noticed = nil }
        if joinsAt == nil, mustRejoin {
            mustRejoin = false
            joinsAt = world.time + world.random.next(in: 0...2_000_000)
        }
    }

    func seek(_ place: PartitionOffset) {
        guard positions[place.partition] != nil else { return }
        positions[place.partition] = place.offset
        outOfRange.remove(place.partition)
        announcedEnds[place.partition] = nil
    }

    func pause(_ partitions: [Int32]) { paused.formUnion(partitions) }

    func resume(_ partitions: [Int32]) { paused.subtract(partitions) }

    // MARK: - The group

    /// Who hears nothing of the coordinator for so long knows that others have its partitions.
    private func giveUpSession(_ events: inout [LogEvent]) {
        guard joinsAt == nil, world.time - lastHeard > world.plan.sessionTimeout,
            unreleased.isEmpty
        else { return }
        world.group.leave(self)
        wasEvicted()
        hearOfGroup(&events)
    }

    var mustRejoin = false

    private func hearOfGroup(_ events: inout [LogEvent]) {
        if mustLearnOfEviction {
            // A zombie may go on for a while with what it has.
            guard world.random.chance(0.5) else { return }
            mustLearnOfEviction = false
            let lost = granted.sorted()
            granted = []
            unreleased = Set(lost)
            mustRejoin = true
            if lost.isEmpty {
                release([])
            } else {
                events.append(.lost(lost))
            }
            return
        }
        guard let event = notice, unreleased.isEmpty else { return }
        notice = nil
        switch event {
        case .assigned(let partitions):
            granted.formUnion(partitions)
            noticed = nil
        case .revoking(let partitions):
            granted.subtract(partitions)
            unreleased = Set(partitions)
        default: break
        }
        world.trace.note("\(instance.number) hears \(event)", 22, Int64(instance.number))
        events.append(event)
    }
}
