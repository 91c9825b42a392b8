import BasketSessions
import BasketStore

/// What else a worker asks of its connection.
extension SimulatedWriter {
    mutating func hasPartition(_ partition: Int32) throws(BasketStoreError) -> Bool {
        precondition(!isBusy, "A flush in flight has the connection to itself.")
        try pass("hasPartition")
        try checkConnection("looking for partition \(partition)")
        return database.tables.partitions[partition] != nil
    }

    mutating func takeOver(_ request: TakeOver) throws(BasketStoreError) -> Ownership {
        precondition(!isBusy, "A flush in flight has the connection to itself.")
        try pass("takeOver")
        try checkConnection("taking a partition over")
        if database.tables.partitions[request.partition] == nil {
            database.tables.partitions[request.partition] = .init(
                ledger: Ledger(firstOffset: request.startOffset), settings: request.settings)
        }
        let mine = try lock(request.partition)
        guard mine.phase == .open, let row = database.tables.partitions[request.partition] else {
            throw SimulatedWriter.connectionLost("taking a partition over")
        }
        database.tables.partitions[request.partition]?.epoch += 1
        database.written.add(.takeovers)
        let ownership = ownership(of: request.partition, row, epoch: row.epoch + 1)
        database.end(mine, as: .committed)
        if world.random.chance(world.faults.takeOverReplyLost) {
            world.count(.takeOverReplyLost)
            session.isBroken = true
            throw SimulatedWriter.connectionLost("taking a partition over")
        }
        try pass("takenOver")
        return ownership
    }

    /// Waits for the row; ends the session that holds it, where that takes too long.
    private func lock(_ partition: Int32) throws(BasketStoreError) -> SimulatedTransaction {
        for _ in 0..<2 {
            let mine = database.begin(session, [partition])
            while mine.phase == .locking {
                world.standBy(instance)
                guard instance.isAlive else {
                    mine.abortsAt = world.time
                    throw SimulatedWriter.dead
                }
            }
            guard mine.hasTimedOut else { return mine }
            database.endHolder(of: partition)
        }
        throw SimulatedWriter.lockTimedOut
    }

    func ownership(
        of partition: Int32, _ row: SimulatedTables.Partition, epoch: Int64
    ) -> Ownership {
        let source = database.tables.stateSource(of: partition, before: .max)
        let models = database.tables.inputs(of: partition).filter { $0.kind == .model }
        return Ownership(
            partition: partition, epoch: epoch, flushNumber: row.flushNumber, generation: 0,
            ledger: row.ledger, watermark: row.watermark, settings: row.settings,
            checkpoint: source.checkpoint, recordedInputs: source.recordedInputs,
            modelVersion: models.last.map { Int32($0.value) })
    }

    mutating func stateSource(
        of partition: Int32, before offset: Int64
    ) throws(BasketStoreError) -> Ownership.StateSource {
        precondition(!isBusy, "A flush in flight has the connection to itself.")
        try pass("stateSource")
        try checkConnection("reading the checkpoint of partition \(partition)")
        database.written.add(.rebuilds)
        return database.tables.stateSource(of: partition, before: offset)
    }

    mutating func release(partition: Int32, epoch: Int64) throws(BasketStoreError) {
        precondition(!isBusy, "A flush in flight has the connection to itself.")
        try pass("releaseInStore")
        try checkConnection("releasing a partition")
    }

    mutating func forgetRequests(
        of partitions: [Int32]
    ) throws(BasketStoreError) -> [ForgetRequest] {
        precondition(!isBusy, "A flush in flight has the connection to itself.")
        try pass("forgetRequests")
        try checkConnection("asking whom to forget")
        return database.tables.forgetRequests(of: partitions)
    }

    mutating func noteStop(
        partition: Int32, epoch: Int64, reason: String
    ) throws(BasketStoreError) -> Bool {
        precondition(!isBusy, "A flush in flight has the connection to itself.")
        try pass("noteStop")
        try checkConnection("noting a stop")
        return database.tables.partitions[partition]?.epoch == epoch
    }
}
