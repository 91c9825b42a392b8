extension SimulatedWorld {
    /// From the first start to the last stop.
    func run() {
        for _ in 0..<plan.instances { start() }
        if random.chance(0.3) { shop.send(plan.records / 2, to: partitions, at: 0) }
        var rounds = 0
        while !shop.isDone, rounds < SimulatedWorld.mostRounds {
            round()
            rounds += 1
        }
        for _ in 0..<random.index(below: 120) { round() }
        comeToRest()
        checkWhatIsRead()
        stopAll()
    }

    private static let mostRounds = 4_000
    /// More than any wait that may be left over: retries, time-outs, a rebalance.
    private static let longestRest: Int64 = 180_000_000

    /// Without faults everything that was sent must be committed before long.
    private func comeToRest() {
        shop.send(.max, to: partitions, at: time)
        mend()
        if instances.allSatisfy({ !$0.isAlive }) { start() }
        let deadline = time + SimulatedWorld.longestRest
        while !hasSettled, time < deadline {
            round()
            if instances.isEmpty { start() }
        }
        guard !hasSettled else { return }
        found(
            "\(isAllCommitted ? "there are no checkpoints at the end" : "not everything is committed"): "
                + standing)
        instances.forEach { $0.stops.forEach { found("stopped: \($0)") } }
    }

    private var hasSettled: Bool {
        isAllCommitted && !database.tables.isForgetting
            && (isAllKept || plan.checkpointMilliseconds > 5_000)
    }

    /// Whether a whole checkpoint of each partition stands at its end.
    var isAllKept: Bool {
        partitions.indices.allSatisfy { number in
            let newest = database.tables.newestCheckpoint(of: Int32(number), before: .max)
            return newest?.offset ?? 0 == partitions[number].end
        }
    }

    var isAllCommitted: Bool {
        partitions.indices.allSatisfy { number in
            let partition = partitions[number]
            guard partition.end > 0 else { return true }
            return database.tables.partitions[Int32(number)]?.ledger.nextOffset == partition.end
        }
    }

    private var standing: String {
        partitions.indices.map { number in
            let next = database.tables.partitions[Int32(number)]?.ledger.nextOffset
            let checkpoint = database.tables.newestCheckpoint(of: Int32(number), before: .max)
            return "\(number) at \(next ?? -1) of \(partitions[number].end), its checkpoint at "
                + "\(checkpoint?.offset ?? -1)"
        }.joined(separator: ", ")
    }

    private func stopAll() {
        for instance in instances { instance.stop.raise() }
        for _ in 0..<1_000 where instances.contains(where: \.isAlive) { round() }
        if instances.contains(where: \.isAlive) { found("not everybody stopped") }
        pass(20_000_000)
    }

    /// What was passed over since the log no longer had it, as recorded.
    private func lostOffsets(_ number: Int32) -> [Range<Int64>] {
        database.tables.inputs(of: number)
            .filter { ($0.kind == .loss || $0.kind == .reset) && $0.value > $0.offset }
            .map { $0.offset..<$0.value }
    }

    /// The ledgers must tell of exactly the records that the log holds.
    private func checkWhatIsRead() {
        for (number, partition) in partitions.enumerated() {
            guard let row = database.tables.partitions[Int32(number)] else { continue }
            let ledger = row.ledger
            for difference in ledger.differences {
                found("the ledger of partition \(number) does not balance: \(difference)")
            }
            let lost = lostOffsets(Int32(number))
            let records = Int64(
                partition.records.count { record in
                    record.offset >= ledger.firstOffset && record.offset < ledger.nextOffset
                        && !lost.contains { $0.contains(record.offset) }
                })
            if ledger.read != records {
                found("partition \(number) read \(ledger.read) records, and holds \(records)")
            }
        }
    }
}
