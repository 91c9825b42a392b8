/// Where time passes, and turns are taken within calls.
extension SimulatedWorld {
    /// Time passes, and servers do what is due.
    func pass(_ microseconds: Int64) {
        time += microseconds
        database.settle()
        group.settle()
        for instance in instances where instance.isAlive && !instance.standsStill {
            instance.ends.settle()
        }
    }

    /// A process calls an edge.
    ///
    /// - Returns: `false` when it has crashed: what it calls for does not happen.
    @discardableResult
    func call(_ instance: SimulatedInstance, _ name: StaticString) -> Bool {
        guard instance.isAlive else { return false }
        trace.note(
            "\(instance.number) \(name)", name.utf8Start.pointee, Int64(instance.number), time)
        pass(random.next(in: 0...500))
        if random.chance(faults.crashAtACall) {
            count(.crashAtACall)
            crash(instance)
        } else if random.chance(faults.pauseAtACall), depth < SimulatedWorld.deepest {
            count(.pauseAtACall)
            stand(instance, until: time + pauseLength())
        } else if random.chance(faults.overlapAtACall), depth < SimulatedWorld.deepest {
            count(.overlap)
            letOthersGoOn(1 + random.index(below: 6))
        }
        return instance.isAlive
    }

    /// The caller waits for something that others have: they take a turn.
    func standBy(_ instance: SimulatedInstance) {
        if depth < SimulatedWorld.deepest { letOthersGoOn(1) } else { pass(100_000) }
    }

    func letOthersGoOn(_ rounds: Int) {
        depth += 1
        for _ in 0..<rounds { round() }
        depth -= 1
    }

    /// The process stands still in the middle of a call, and nobody waits for it.
    func stand(_ instance: SimulatedInstance, until end: Int64) {
        trace.note("\(instance.number) stands still till \(end / 1_000) ms", 40, end)
        instance.standsUntil = end
        depth += 1
        while time < end, instance.isAlive, !isAtRest { round() }
        depth -= 1
    }

    /// Mostly short, now and then longer than the group waits.
    func pauseLength() -> Int64 {
        random.chance(0.5)
            ? random.next(in: 50_000...1_000_000) : random.next(in: 1_000_000...15_000_000)
    }
}
