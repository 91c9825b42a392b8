import BasketStore
import BasketTelemetry
import KafkaLog

/// Flushes: one in flight, the next one growing meanwhile.
extension Worker where Consumer: ~Copyable, Writer: ~Copyable {
    /// Moves the flush under way on; begins the next one when it is due.
    mutating func write(at now: ContinuousClock.Instant) throws {
        if isStoreAway {
            try reconnect(at: now)
        } else if writer.isBusy {
            try advance()
        }
        guard !isStoreBusy else { return }
        tellOfStops()
        guard !isStoreBusy, !(isTakeOverDue(at: now) && isTakeOversTurn) else { return }
        isTakeOversTurn = true
        // At once, before anything comes that happened after it.
        let hasForgotten = try forgetShoppers(at: now)
        guard !isStoreBusy, hasForgotten || isFlushDue(at: now) else { return }
        let flush = takeFlush(.due(now))
        guard !flush.partitions.isEmpty else { return }
        flushBegan = now
        try send(flush)
    }

    /// Finishes the flush under way, if there is one.
    ///
    /// - Returns: `false` when the store did not answer in time; the flush is kept.
    mutating func finishFlush(within time: Duration) throws -> Bool {
        let deadline = clock.now + time
        // Whatever was waited for before: now is the time to try.
        if isStoreAway { storeRetry.succeed() }
        while isStoreBusy {
            let now = clock.now
            guard now < deadline else { return false }
            if isStoreAway {
                // Connecting blocks: it is not begun where it could outlast the time.
                let latest = deadline + PipelineLimit.drainMargin
                guard latest - now > settings.store.connectTimeout else { return false }
                try reconnect(at: now)
                // Without a connection only the time passes.
                if isStoreAway { writer.wait(timeout: .milliseconds(20)) }
            } else {
                writer.wait(timeout: min(.milliseconds(50), deadline - now))
                try advance()
            }
        }
        return true
    }

    /// Flushes all that waits, then the partitions' checkpoints, as far as one flush carries them, in
    /// what is left of the time: they only make the next owner quicker.
    ///
    /// - Returns: `false` when the store did not take what waits in time.
    mutating func flushAll(thenCheckpoints partitions: [Int32]) throws -> Bool {
        let deadline = clock.now + PipelineLimit.drain
        guard try flushAll(.none, within: PipelineLimit.drain) else { return false }
        _ = try flushAll(.last(partitions), within: deadline - clock.now)
        return true
    }

    /// Flushes all that waits, and waits for it.
    ///
    /// - Returns: `false` when the store did not take it in time.
    private mutating func flushAll(
        _ checkpoints: FlushCheckpoints, within time: Duration
    ) throws -> Bool {
        let deadline = clock.now + time
        guard try finishFlush(within: time) else { return false }
        let flush = takeFlush(checkpoints)
        guard !flush.partitions.isEmpty else { return true }
        try send(flush)
        return try finishFlush(within: max(.milliseconds(100), deadline - clock.now))
    }

    /// At a stop: the last flush, the last checkpoints, and the partitions given back.
    package mutating func drain() throws {
        let numbers = owned.compactMap { $0?.partition }
        if !isStoreBusy {
            forgetLookDue = clock.now
            _ = try forgetShoppers(at: clock.now)
        }
        let isWritten = try flushAll(thenCheckpoints: numbers)
        if isWritten {
            commitAdvisory()
            tellOfStops()
            for number in numbers { try releaseInStore(number) }
        }
        var missing: Int64 = 0
        for case let partition? in owned {
            missing += partition.state.ledger.nextOffset - partition.committed
        }
        for number in numbers { drop(number) }
        guard isWritten else { throw ProcessorError.notDrained(records: missing) }
    }

    // MARK: - One flush

    private func isFlushDue(at now: ContinuousClock.Instant) -> Bool {
        if now - flushBegan >= settings.flushInterval { return true }
        return owned.reduce(0) { $0 + ($1?.waitingRows ?? 0) } >= settings.flushRows
    }

    private mutating func send(_ flush: consuming Flush) throws {
        do {
            try writer.send(flush)
        } catch {
            guard error.isRetriable else { throw error }
            storeWentAway(error)
        }
    }

    private mutating func advance() throws {
        do {
            let progress = try writer.advance()
            if case .finished(let report) = progress { finish(report) }
        } catch {
            guard error.isRetriable else { throw error }
            storeWentAway(error)
        }
    }

    mutating func storeWentAway(_ error: BasketStoreError) {
        storeTrouble.write(
            to: log, "the store takes nothing; reading goes on until memory's bound, then waits",
            ["reason": "\(error)"])
        isStoreAway = true
        hasTrouble = true
        storeRetry.fail(at: clock.now)
    }

    private mutating func reconnect(at now: ContinuousClock.Instant) throws {
        guard storeRetry.isDue(at: now) else { return }
        do {
            // Waits stay long until a flush is written: a full disk also lets us connect.
            try writer.reconnect()
            isStoreAway = false
        } catch {
            guard error.isRetriable else { throw error }
            storeRetry.fail(at: clock.now)
            log.debug("the store is still away", ["reason": "\(error)"])
        }
    }

    private mutating func finish(_ report: FlushReport) {
        if hasTrouble { log.notice("the store takes flushes again") }
        hasTrouble = false
        storeTrouble.end()
        storeRetry.succeed()
        let flush = writer.takeFlush()
        for (part, row) in zip(flush.partitions, report.results) {
            guard let partition = ownedPartition(row.partition) else { continue }
            switch row.result {
            case .written, .alreadyWritten:
                progress.addFlush(part, after: partition.committed)
                partition.written(part)
            case .lost:
                log.warning(
                    "another instance has taken the partition over; what we held of it is dropped",
                    ["partition": "\(row.partition)", "epoch": "\(partition.epoch)"])
                if stops[row.partition] != nil { handedOn.insert(row.partition) }
                leave(row.partition)
                disputed[row.partition] = clock.now + PipelineLimit.dispute
            case .refused(let error):
                halt(partition, .refused(error))
                leave(row.partition)
            }
        }
        commitAdvisory()
    }

    /// Says in the store which partitions have stopped and why: for people, so it changes nothing if
    /// the store does not take it.
    mutating func tellOfStops() {
        for (number, epoch) in untoldStops.sorted(by: { $0.key < $1.key }) {
            guard let reason = stops[number], !isStoreBusy else { return }
            do {
                if try !writer.noteStop(partition: number, epoch: epoch, reason: "\(reason)") {
                    log.notice(
                        "a partition that was stopped here is another instance's by now",
                        ["partition": "\(number)"])
                    handedOn.insert(number)
                }
                if ownedPartition(number) == nil {
                    // We hold nothing of it any more that could be flushed.
                    try writer.release(partition: number, epoch: epoch)
                }
                untoldStops[number] = nil
            } catch {
                guard !error.isRetriable else { return storeWentAway(error) }
                untoldStops[number] = nil
                log.warning(
                    "could not note in the store that a partition has stopped",
                    ["partition": "\(number)", "reason": "\(error)"])
            }
        }
    }

    /// Stops reading a partition that is no longer ours to write, though the group thinks it is.
    private mutating func leave(_ number: Int32) {
        drop(number)
        do {
            try consumer.release([number])
        } catch {
            log.debug("could not release a partition", ["reason": "\(error)"])
        }
    }

    /// Tells Kafka's own offsets how far we are: for lag tools only.
    private func commitAdvisory() {
        consumer.commit(
            owned.compactMap { partition in
                partition.map {
                    PartitionOffset(partition: $0.partition, offset: $0.committed)
                }
            })
    }
}
