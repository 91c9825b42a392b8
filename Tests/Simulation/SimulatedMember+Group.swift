import KafkaLog

/// What the group tells a member.
extension SimulatedMember {
    /// Who hears nothing of the coordinator for so long knows that others have its partitions.
    func giveUpSession(_ events: inout [LogEvent]) {
        guard joinsAt == nil, world.time - lastHeard > world.plan.sessionTimeout,
            unreleased.isEmpty
        else { return }
        world.group.leave(self)
        wasEvicted()
        hearOfGroup(&events)
    }

    func hearOfGroup(_ events: inout [LogEvent]) {
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
