import BasketSessions
import BasketStore
import BasketTelemetry
import KafkaLog

/// Partitions come and go: taken over from the store, given back to the group.
extension Worker where Consumer: ~Copyable, Writer: ~Copyable {
    mutating func handle(_ event: LogEvent) throws {
        switch event {
        case .assigned(let partitions):
            awaited += partitions
        case .revoking(let partitions):
            try giveBack(partitions)
        case .lost(let partitions):
            log.warning(
                "the group has given our partitions to others; what was not committed is dropped",
                ["partitions": list(partitions)])
            forget(partitions)
            for number in partitions { drop(number) }
            try consumer.release(partitions)
        case .endOfPartition(let place):
            guard let partition = ownedPartition(place.partition),
                !seeks.contains(place.partition)
            else { return }
            do {
                try partition.reachedEnd(place.offset, at: clock.now)
            } catch {
                partition.stop = .checkpoint(error)
            }
            if let reason = partition.stop { halt(partition, reason) }
        case .outOfRange(let place):
            if let partition = ownedPartition(place.partition),
                seeks.contains(place.partition) || passAnchor(partition, at: place)
            {
                return
            }
            outOfRange[place.partition] = place
        case .failed(let error, let partition):
            // A right that is missing at the start is nothing that passes by itself.
            if case .notAuthorised = error, owned.allSatisfy({ $0 == nil }) { throw error }
            if case .topicMissing = error { doubtLog() }
            progress.complain(log, error, partition)
        }
    }

    /// Takes over one of the partitions that the group gave us, when the connection is free: between
    /// two of them those that we hold already are read and flushed.
    mutating func takeOverAwaited(at now: ContinuousClock.Instant) throws {
        for (number, due) in disputed.sorted(by: { $0.key < $1.key }) where due <= now {
            disputed[number] = nil
            awaited.append(number)
        }
        guard isTakeOverDue(at: now), isTakeOversTurn, !isStoreBusy,
            let number = awaited.min()
        else { return }
        isTakeOversTurn = false
        do {
            try consumer.assign([try takeOver(number)])
            awaited.removeAll { $0 == number }
            takeOverRetry.succeed()
            if stops[number] != nil { try consumer.pause([number]) }
        } catch {
            guard isPassing(error) else { throw error }
            log.warning("cannot take partitions over yet; trying again", ["reason": "\(error)"])
            takeOverRetry.fail(at: clock.now)
            if case let error as BasketStoreError = error, error.isRetriable {
                isStoreAway = true
            }
        }
    }

    func isTakeOverDue(at now: ContinuousClock.Instant) -> Bool {
        !awaited.isEmpty && takeOverRetry.isDue(at: now)
    }

    private func isPassing(_ error: any Error) -> Bool {
        if let error = error as? BasketStoreError { return error.isRetriable }
        if let error = error as? KafkaLogError { return error.isTransient }
        return false
    }

    /// - Returns: where reading goes on.
    private mutating func takeOver(_ number: Int32) throws -> PartitionOffset {
        if let standing = ownedPartition(number) {
            return PartitionOffset(partition: number, offset: standing.state.ledger.nextOffset)
        }
        // Kafka is asked only where there is no other answer: a broker may be away.
        let range = try writer.hasPartition(number) ? nil : rangeAtStart(number)
        let start = settings.start == .earliest ? range?.start : range?.end
        let ownership = try writer.takeOver(
            TakeOver(
                partition: number, topic: settings.topic, group: settings.group, owner: name,
                startOffset: start ?? 0, beginning: range?.start,
                topicPartitions: topicPartitions, settings: settings.sessions.encoded))
        lastEpochs[number] = ownership.epoch
        standstills[number] = nil
        if ownership.endedSessions > 0 {
            log.warning(
                "ended the session of an instance that stood still with the partition's row locked",
                ["partition": "\(number)"])
        }
        handedOn.remove(number)
        let partition: OwnedPartition
        do {
            partition = try restore(ownership)
        } catch let reason as PartitionStop {
            // Nothing half-loaded: nobody reads the partition until somebody has looked.
            stops[number] = reason
            stopEpochs[number] = ownership.epoch
            progress.addStopped(number)
            unloggedStops[number] = reason
            lastHalt = clock.now
            untoldStops[number] = ownership.epoch
            tellOfStops()
            return PartitionOffset(partition: number, offset: ownership.ledger.nextOffset)
        }
        forgetStop(number, ifPassedBy: ownership)
        // It was stopped before the group took it away and gave it back: it stays so.
        if let known = stops[number] {
            partition.stop = known
            untoldStops[number] = partition.epoch
        }
        while owned.count <= Int(number) { owned.append(nil) }
        owned[Int(number)] = partition
        probe.add(number)
        if let reason = partition.stop { halt(partition, reason) }
        log.info(
            "took a partition over",
            [
                "partition": "\(number)", "epoch": "\(ownership.epoch)",
                "from": "\(partition.state.ledger.nextOffset)",
                "committed": "\(ownership.ledger.nextOffset)",
            ])
        return PartitionOffset(partition: number, offset: partition.readingStart)
    }

    /// Somebody else has had a partition since it stopped here: it may only have been that we had
    /// fallen behind, or it has been mended, so it is tried anew.
    private mutating func forgetStop(_ number: Int32, ifPassedBy ownership: Ownership) {
        guard let last = stopEpochs[number], ownership.epoch > last + 1 else { return }
        stops[number] = nil
        stopEpochs[number] = nil
        unloggedStops[number] = nil
        untoldStops[number] = nil
        progress.removeStopped(number)
        log.notice(
            "somebody else has had a partition since it stopped here: it is tried anew",
            ["partition": "\(number)"])
    }

    /// How many partitions the topic has; `nil`: not known.
    private var topicPartitions: Int32? {
        guard case .there(let count) = probe.topic else { return nil }
        return count
    }

    /// The log of a partition that may have no row yet.
    private func rangeAtStart(_ number: Int32) throws -> LogCluster.Range {
        let range = try probe.range(number, timeout: .seconds(5))
        guard let range else {
            throw KafkaLogError.timedOut(operation: "asking where partition \(number) begins")
        }
        return range
    }

    /// Flushes what the group wants back, with a checkpoint for whoever takes it next.
    private mutating func giveBack(_ partitions: [Int32]) throws {
        forget(partitions)
        if try !flushAll(thenCheckpoints: partitions) {
            log.warning(
                "gave partitions back without their last flush; the next owner reads those records",
                ["partitions": list(partitions)])
        }
        for number in partitions { try releaseInStore(number) }
        for number in partitions { drop(number) }
        try consumer.release(partitions)
        log.info("gave partitions back", ["partitions": list(partitions)])
    }

    mutating func releaseInStore(_ number: Int32) throws {
        guard let partition = ownedPartition(number), !isStoreBusy else { return }
        do {
            try writer.release(partition: number, epoch: partition.epoch)
        } catch {
            guard error.isRetriable else { throw error }
            // The owner's name stays a while longer; the epoch is what counts.
            log.debug("could not clear the owner", ["reason": "\(error)"])
        }
    }

    /// They are no longer to come.
    private mutating func forget(_ partitions: [Int32]) {
        awaited.removeAll { partitions.contains($0) }
        for number in partitions {
            disputed[number] = nil
            if stops[number] != nil { handedOn.insert(number) }
        }
    }

    /// Forgets a partition: its state and whatever waits to be flushed of it.
    mutating func drop(_ number: Int32) {
        guard ownedPartition(number) != nil else { return }
        owned[Int(number)] = nil
        seeks.remove(number)
        outOfRange[number] = nil
        probe.remove(number)
    }

    func list(_ partitions: [Int32]) -> String {
        partitions.sorted().map(String.init).joined(separator: ",")
    }
}
