import BasketStore

/// A flush, step by step.
extension SimulatedWriter {
    mutating func begin() throws(BasketStoreError) {
        try checkConnection("beginning a flush")
        guard let group = run?.group else { return }
        step = .fencing
        transaction = database.begin(session, group.map { flush.partitions[$0].partition })
        replyAt = world.time + delay()
    }

    mutating func goOn() throws(BasketStoreError) {
        try checkConnection("writing a flush")
        guard let transaction, world.time >= replyAt else { return }
        if transaction.hasTimedOut { throw SimulatedWriter.lockTimedOut }
        switch step {
        case .fencing:
            guard transaction.phase == .open else { return }
            decide(transaction)
        case .sending(let left):
            transaction.since = world.time
            if left > 0 { step = .sending(left - 1) } else { sendCommit(transaction) }
        case .committing: try conclude(transaction)
        case .leaving:
            database.abort(transaction)
            run?.nextGroup()
            try begin()
        }
    }

    /// The rows are locked: says who is left out.
    mutating func decide(_ transaction: SimulatedTransaction) {
        let rows = transaction.held.compactMap { partition in
            database.tables.partitions[partition].map { row in
                let sent = flush.partitions.first { $0.partition == partition }
                return world.sabotage.seen(
                    FlushRun.FenceRow(
                        partition: partition, epoch: row.epoch, flushNumber: row.flushNumber),
                    by: sent)
            }
        }
        run?.admit(flush, rows)
        transaction.since = world.time
        if run?.admitted.isEmpty ?? true {
            step = .leaving
            replyAt = world.time + delay()
        } else {
            step = .sending(world.random.index(below: 3))
        }
    }

    mutating func sendCommit(_ transaction: SimulatedTransaction) {
        step = .committing
        let due = world.time + delay()
        replyAt = due + delay() / 4
        drawFate()
        // Nobody tells the client when the connection went: before the server is done, or after.
        if fate == .replyLost { replyAt = world.time + delay() }
        transaction.parts = (run?.admitted ?? []).map { flush.partitions[$0] }
        world.sabotage.tear(&transaction.parts, &world.random)
        switch fate {
        case .answered, .replyLost: transaction.phase = .committing(due)
        case .commitLost: transaction.abortsAt = due
        case .refused: database.abort(transaction)
        }
    }

    mutating func drawFate() {
        fate = .answered
        if world.random.chance(world.faults.replyLost) {
            fate = .replyLost
            world.count(.replyLost)
        } else if world.random.chance(world.faults.commitLost) {
            fate = .commitLost
            world.count(.commitLost)
        } else if !hasBeenRefused, world.random.chance(world.faults.refusal) {
            // As when somebody has dropped a day's table: refused once, taken the second time.
            fate = .refused
            hasBeenRefused = true
            world.count(.refusal)
        }
    }

    mutating func conclude(_ transaction: SimulatedTransaction) throws(BasketStoreError) {
        switch fate {
        case .answered:
            guard transaction.phase == .committed else {
                // It was rolled back under us, as at a restart of the server.
                throw SimulatedWriter.connectionLost("committing a flush")
            }
            run?.succeed()
        case .replyLost, .commitLost:
            throw SimulatedWriter.connectionLost("committing a flush")
        case .refused:
            run?.refuse(
                .statement(
                    state: "23514", reason: "no partition of relation found for row", place: "",
                    during: "writing outcome"))
        }
        run?.nextGroup()
        try begin()
    }
}
