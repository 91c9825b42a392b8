import BasketEvents
import BasketSessions
import BasketStore
import BasketTelemetry
import KafkaLog

/// Moves records from the log, through the sessions and the score, into the store: one flush, one
/// transaction.
///
/// Owned by one thread, which ``run()`` blocks: its consumer, its connection and its partitions are
/// its own. Shares nothing with other workers but the stop signal and the probe.
///
/// What it does hangs on its edges and its clock alone, so the same code runs on Kafka and
/// PostgreSQL and in a simulation, which calls ``step()`` and ``drain()`` itself.
package struct Worker<
    Consumer: PartitionLog & ~Copyable, Writer: FlushStore & ~Copyable, Probe: EndOffsets,
    Time: MonotonicClock
>: ~Copyable {
    let settings: ProcessorSettings
    let name: String
    let isEmbedded: Bool
    let stop: StopSignal
    let probe: Probe
    let clock: Time
    let progress: Progress
    let log: Log

    var consumer: Consumer
    var writer: Writer
    var reader = EventReader()
    /// By partition number; `nil`: not ours.
    var owned: [OwnedPartition?] = []
    /// Given to us by the group, not yet taken over.
    var awaited: [Int32] = []
    /// Written by somebody else since, though the group says they are ours: when to look again.
    var disputed: [Int32: ContinuousClock.Instant] = [:]
    var stops: [Int32: PartitionStop] = [:]
    /// Stopped partitions that the group has given to others since: what becomes of them is theirs to
    /// say.
    var handedOn: Set<Int32> = []
    /// The last epoch in which we held a partition that has stopped.
    var stopEpochs: [Int32: Int64] = [:]
    /// Partitions that stand where the log has nothing, until a broker says where it begins and ends.
    var outOfRange: [Int32: PartitionOffset] = [:]
    var rangeRetry = Backoff()
    /// Of each partition that was ever ours: the epoch it was last.
    var lastEpochs: [Int32: Int64] = [:]
    /// Partitions that reading is to be moved in, to their ``OwnedPartition/readingStart``: till then
    /// nothing that comes of them counts.
    var seeks: Set<Int32> = []
    /// No broker knows the topic any more.
    var isTopicGone = false
    /// Partitions that are marked in the store as standing still for that, with the epoch it was in.
    var standstills: [Int32: Int64] = [:]
    /// Stops that the store has not been told of yet, each with the epoch it happened in.
    var untoldStops: [Int32: Int64] = [:]
    /// Stops that the log has not been told of yet, and when the last of them was.
    var unloggedStops: [Int32: PartitionStop] = [:]
    var lastHalt: ContinuousClock.Instant

    /// When to look again whom to forget.
    var forgetLookDue: ContinuousClock.Instant
    /// When the flush under way, or the last one, began.
    var flushBegan: ContinuousClock.Instant
    var storeRetry = Backoff()
    var storeTrouble = RepeatedLine(.warning)
    /// Told of, and not over yet.
    var hasTrouble = false
    var takeOverRetry = Backoff()
    /// Flushes and takeovers take turns on the connection, so that neither waits for many of the other.
    var isTakeOversTurn = true
    /// The store's last flush failed; it is kept by the writer until it can be sent again.
    var isStoreAway = false
    var lastPoll: ContinuousClock.Instant
    var keylessWarning = RepeatedLine(.warning, atMostEvery: .seconds(600))

    package init(
        settings: ProcessorSettings, name: String, isEmbedded: Bool, stop: StopSignal,
        probe: Probe, clock: Time, progress: Progress, log: Log,
        consumer: consuming Consumer, writer: consuming Writer
    ) {
        self.settings = settings
        self.name = name
        self.isEmbedded = isEmbedded
        self.stop = stop
        self.probe = probe
        self.clock = clock
        self.progress = progress
        self.log = log
        self.consumer = consumer
        self.writer = writer
        flushBegan = clock.now
        forgetLookDue = clock.now
        lastPoll = clock.now
        lastHalt = clock.now
    }

    /// Reads until the stop signal, then drains: what was read is committed, partitions released.
    consuming func run() throws(ProcessorError) {
        do {
            while !stop.isRaised { try step() }
            logStops(at: clock.now + PipelineLimit.quietAfterStop)
            try drain()
        } catch let error as KafkaLogError {
            throw .kafka(error)
        } catch let error as BasketStoreError {
            throw .store(error)
        } catch let error as ProcessorError {
            throw error
        } catch {
            preconditionFailure("A worker throws the errors of its two edges: \(error).")
        }
        if !stopsOfOurs.isEmpty { throw .partitionsStopped(stopsOfOurs) }
    }

    /// The partitions that are read no further, and are nobody else's by now.
    package var stopsOfOurs: [Int32: PartitionStop] {
        stops.filter { !handedOn.contains($0.key) }
    }

    /// One round: takes over what has come, reads a batch, hears of the ends, moves a flush on.
    package mutating func step() throws {
        let now = clock.now
        try takeOverAwaited(at: now)
        try decideOnRanges(at: now)
        try hearOfTopic()
        try read(at: now)
        hearAnswers()
        try write(at: clock.now)
        logStops(at: clock.now)
    }

    /// Takes a batch from the log; or waits for the store where too much waits for it already.
    private mutating func read(at now: ContinuousClock.Instant) throws {
        guard !isBackedUp else {
            try waitForStore(at: now)
            return
        }
        lastPoll = now
        let batch = try consumer.poll(
            limit: PipelineLimit.batchRecords,
            timeoutMilliseconds: pollMilliseconds)
        take(batch.records)
        for event in batch.events { try handle(event) }
    }

    /// How long a poll may wait for a record: less while something else is to be seen to.
    private var pollMilliseconds: Int32 {
        if isStoreBusy { return PipelineLimit.busyPollMilliseconds }
        for case let partition? in owned where partition.hasNews {
            return PipelineLimit.pollMilliseconds
        }
        return PipelineLimit.idlePollMilliseconds
    }

    /// Hands each run of one partition's records to that partition.
    private mutating func take(_ records: UnsafeBufferPointer<LogRecord>) {
        // Silence begins when the records are here, whatever the worker waited for before.
        let now = clock.now
        var first = records.startIndex
        while first < records.endIndex {
            let number = records[first].partition
            var end = first + 1
            while end < records.endIndex, records[end].partition == number { end += 1 }
            if let partition = ownedPartition(number), !seeks.contains(number) {
                let keyless = partition.state.ledger.keyless
                do {
                    try partition.take(records[first..<end], reader: &reader, at: now)
                } catch {
                    partition.stop = .checkpoint(error)
                }
                if partition.state.ledger.keyless > keyless { warnOfMissingKeys(partition) }
                tellOfLoss(partition)
                partition.newLookOfTopic()?.write(to: log, partition, topic: settings.topic)
                if let reason = partition.stop { halt(partition, reason) }
            }
            first = end
        }
        progress.addRecords(records.count)
    }

    private mutating func warnOfMissingKeys(_ partition: OwnedPartition) {
        keylessWarning.write(
            to: log,
            "records come without a key: a shopper's events may be spread over partitions, each "
                + "making sessions of its own. Let the shop send shopper_id as the key",
            [
                "partition": "\(partition.partition)",
                "so_far": "\(partition.state.ledger.keyless)",
            ])
    }

    func ownedPartition(_ number: Int32) -> OwnedPartition? {
        Int(number) < owned.count ? owned[Int(number)] : nil
    }

    /// Whether a flush is under way, or waits for a store that is away.
    var isStoreBusy: Bool {
        if isStoreAway { return true }
        return writer.isBusy
    }

    /// Whether so much waits for the store that reading must wait as well.
    private var isBackedUp: Bool {
        guard isStoreBusy else { return false }
        var rows = 0
        var bytes = 0
        for case let partition? in owned {
            rows += partition.waitingRows
            bytes += partition.waitingBytes
        }
        return rows >= settings.waitingRows || bytes >= PipelineLimit.waitingBytes
    }

    private mutating func waitForStore(at now: ContinuousClock.Instant) throws {
        writer.wait(timeout: .milliseconds(20))
        // Who does not poll is thrown out of the group: so poll, with the partitions held back.
        guard now - lastPoll > PipelineLimit.stalledPoll else { return }
        lastPoll = now
        let partitions = owned.compactMap { $0?.partition }
        log.debug("the store takes nothing yet: reading waits, the place in the group is kept")
        try consumer.pause(partitions)
        let batch = try consumer.poll(limit: 1, timeoutMilliseconds: 0)
        take(batch.records)
        for event in batch.events { try handle(event) }
        try consumer.resume(owned.compactMap { $0.flatMap { $0.stop == nil ? $0.partition : nil } })
    }

    private mutating func hearAnswers() {
        for case let partition? in owned {
            if let answer = probe.answer(partition.partition) { partition.heard(answer) }
            if let reason = partition.stop { halt(partition, reason) }
        }
    }

    /// Tells the log of stops: of those of one reason in one line, once no more have come for a while.
    mutating func logStops(at now: ContinuousClock.Instant) {
        guard !unloggedStops.isEmpty, now - lastHalt >= PipelineLimit.quietAfterStop else { return }
        for (reason, partitions) in unloggedStops.byReason {
            log.error(
                "\(PartitionNumbers.named(partitions)) stopped: \(reason)",
                [
                    "at": unloggedStops.places(of: partitions) ?? "-", "topic": settings.topic,
                ])
        }
        unloggedStops = [:]
    }

    /// Stops reading a partition for good; what was read of it before is still flushed.
    mutating func halt(_ partition: OwnedPartition, _ reason: PartitionStop) {
        stopEpochs[partition.partition] = partition.epoch
        guard stops.updateValue(reason, forKey: partition.partition) == nil else { return }
        progress.addStopped(partition.partition)
        untoldStops[partition.partition] = partition.epoch
        unloggedStops[partition.partition] = reason
        lastHalt = clock.now
        do {
            try consumer.pause([partition.partition])
        } catch {
            // It stands still as it is; records that come all the same are ignored.
            log.debug("could not pause a stopped partition", ["reason": "\(error)"])
        }
    }
}
