/// What happens to servers and processes between their calls.
extension SimulatedWorld {
    func strike() {
        strikeServers()
        guard let victim = instances.isEmpty ? nil : instances[random.index(below: instances.count)]
        else { return start() }
        if random.chance(faults.crash) {
            count(.crash)
            crash(victim)
        }
        if random.chance(faults.pause) {
            count(.pause)
            victim.standsUntil = time + pauseLength()
            trace.note("\(victim.number) stands still", 43, victim.standsUntil)
        }
        if random.chance(faults.cut) {
            count(.cut)
            victim.isCutUntil = time + pauseLength()
            trace.note("\(victim.number) is cut off", 44, victim.isCutUntil)
        }
        if random.chance(faults.stop) {
            count(.stop)
            victim.stop.raise()
            trace.note("\(victim.number) is told to stop", 45)
        }
        if random.chance(faults.eviction) { group.evict(victim.member) }
        if random.chance(faults.connectionLost), let session = victim.session {
            count(.connectionLost)
            session.isBroken = true
        }
        let alive = instances.count(where: \.isAlive)
        if alive < plan.instances || (alive < 5 && random.chance(faults.start)) {
            count(.start)
            start()
        }
    }

    private func strikeServers() {
        if random.chance(faults.brokersAway), !areBrokersAway {
            count(.brokersAway)
            takeBrokersAway(for: random.next(in: 500_000...12_000_000))
        }
        if random.chance(faults.storeDown), !isStoreDown {
            count(.storeDown)
            storeDownUntil = time + random.next(in: 100_000...9_000_000)
            trace.note("store down", 47, storeDownUntil)
            database.restart()
        }
        if random.chance(faults.reshuffle) { group.reshuffle() }
        if random.chance(faults.retention) { deleteOldRecords() }
        if random.chance(faults.damage) { damageACheckpoint() }
        if random.chance(faults.forgetting) {
            count(.forgetting)
            let shopper = random.index(below: plan.shoppers)
            trace.note("u\(shopper) is to be forgotten", 51, Int64(shopper))
            database.tables.ask(toForget: "u\(shopper)")
        }
        if random.chance(faults.wallClockJump) {
            count(.wallClockJump)
            shop.wallClockError = random.next(in: -5_000...5_000)
        }
    }

    /// The log forgets: what no recovery needs any more, or more than that.
    private func deleteOldRecords() {
        let number = random.index(below: partitions.count)
        let partition = partitions[number]
        let checkpoint =
            database.tables.newestCheckpoint(of: Int32(number), before: .max)?.offset ?? 0
        let most = plan.losesRecords && random.chance(0.3) ? partition.end : checkpoint
        guard most > partition.start else { return }
        count(.retention)
        partition.start = random.next(in: partition.start...most)
        trace.note("partition \(number) starts at \(partition.start)", 48, partition.start)
    }

    /// A bit of what is stored turns over.
    private func damageACheckpoint() {
        let number = Int32(random.index(below: partitions.count))
        if database.damage(number) { count(.damage) }
    }

    /// No more faults: what is broken is mended, who was stopped goes on.
    func mend() {
        faults = FaultRates()
        bringBrokersBack()
        storeDownUntil = 0
        group.forgiveSilence()
        for instance in instances {
            instance.standsUntil = 0
            instance.isCutUntil = 0
        }
        trace.note("no more faults", 49)
    }
}
