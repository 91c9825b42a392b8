import KafkaLog

/// The group's coordinator: gives each partition to one member and asks for it back first, throws out
/// who is not heard of.
///
/// Cooperative: only what moves is asked back. What a member that was thrown out still believes is
/// its own affair.
final class SimulatedGroup {
    unowned let world: SimulatedWorld
    private(set) var members: [SimulatedMember] = []
    /// By partition: who has it or has yet to give it back.
    private var holders: [SimulatedMember?]
    /// Moves with each reshuffling, so that partitions change hands.
    private var shift = 0
    /// A member that keeps the others waiting so long for its answer is thrown out.
    private static let rebalanceTimeout: Int64 = 15_000_000

    init(_ world: SimulatedWorld, partitions: Int) {
        self.world = world
        holders = Array(repeating: nil, count: partitions)
    }

    /// Lets the coordinator do what is due.
    func settle() {
        guard !world.areBrokersAway else { return }
        let now = world.time
        for member in members {
            if member.instance.canReachBrokers { member.lastHeard = now }
            let waits = member.noticed.map { now - $0 > SimulatedGroup.rebalanceTimeout } ?? false
            if now - member.lastHeard > world.plan.sessionTimeout || waits { evict(member) }
        }
        balance()
    }

    func join(_ member: SimulatedMember) {
        member.lastHeard = world.time
        members.append(member)
        world.trace.note(
            "member \(member.instance.number) joins", 20, Int64(member.instance.number))
    }

    func leave(_ member: SimulatedMember) {
        remove(member)
    }

    /// Throws a member out; it learns of it when it polls next, or later.
    func evict(_ member: SimulatedMember) {
        guard members.contains(where: { $0 === member }) else { return }
        world.count(.eviction)
        world.trace.note(
            "member \(member.instance.number) is thrown out", 21, Int64(member.instance.number))
        remove(member)
        member.wasEvicted()
    }

    func reshuffle() { shift += 1 }

    /// The brokers are back: everybody has a whole session time-out again.
    func forgiveSilence() {
        for member in members { member.lastHeard = world.time }
    }

    func holds(_ member: SimulatedMember, _ partition: Int32) -> Bool {
        holders[Int(partition)] === member
    }

    /// The member has given a partition back.
    func gaveBack(_ member: SimulatedMember, _ partition: Int32) {
        if holders[Int(partition)] === member { holders[Int(partition)] = nil }
    }

    private func remove(_ member: SimulatedMember) {
        members.removeAll { $0 === member }
        for index in holders.indices where holders[index] === member { holders[index] = nil }
    }

    /// Whether everybody has what is to be theirs: looked at first, since it is the rule.
    private var isBalanced: Bool {
        for index in holders.indices
        where holders[index] !== members[(index + shift) % members.count] {
            return false
        }
        return true
    }

    private func balance() {
        guard !members.isEmpty, !isBalanced else { return }
        for (place, member) in members.enumerated() where member.isSettled {
            let wanted = holders.indices.filter { ($0 + shift) % members.count == place }
            let surplus = holders.indices.filter {
                holders[$0] === member && !wanted.contains($0)
            }.map { Int32($0) }
            let free = wanted.filter { holders[$0] == nil }.map { Int32($0) }
            if !surplus.isEmpty {
                member.tell(.revoking(surplus))
            } else if !free.isEmpty {
                for partition in free { holders[Int(partition)] = member }
                member.tell(.assigned(free))
            }
        }
    }
}
