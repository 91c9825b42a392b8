import BasketEvents

/// All that is known of one partition's open sessions: records and ticks go in, effects come out.
///
/// Pure: no I/O, no clock, no chance, and nothing hangs on the order of a `Dictionary`. So a test, a
/// replay and the daemon run this same code, and the state is a function of the log and the recorded
/// inputs. Owned by one thread. Whatever changes a session says ``willChange(_:)`` first.
///
/// The path of a record: ``take(_:reader:into:)`` → `apply` (PartitionState+Apply) → timers and
/// closes (PartitionState+Timers).
public struct PartitionState: Sendable {
    public let partition: Int32
    public let generation: UInt8
    public let settings: SessionSettings
    let rule: SessionRule
    public internal(set) var ledger: Ledger
    /// The highest event time less the allowed disorder, or what a tick made it.
    public internal(set) var watermark = EventTime.distantPast

    var sessions: [OpenSession] = []
    var freeSessions: [Int32] = []
    var baskets: [OpenBasket] = []
    var freeBaskets: [Int32] = []
    var index = ShopperIndex()
    var ids = RememberedIDs()
    var words = ContextWords()
    var wheel: TimerWheel
    var history: ShopperHistory
    /// Which of the last records could not be used.
    var refusals = RefusalWindow()
    var traces = TopicTraces()
    /// The slots of sessions whose baskets' rows are to be written anew.
    var touched: [Int32] = []
    /// The checkpoint under way; no part of the state.
    var pass: CheckpointPass?
    /// Scratch of ``expect(_:)``; no part of the state.
    var expected: [Int32] = []
    var glanced: Int64 = 0

    public init(
        partition: Int32, generation: UInt8 = 0, firstOffset: Int64, settings: SessionSettings,
        rule: SessionRule = .windows
    ) {
        precondition(settings.areSound, "Settings are checked before a partition is made of them.")
        self.partition = partition
        self.generation = generation
        self.settings = settings
        self.rule = rule
        ledger = Ledger(firstOffset: firstOffset)
        wheel = TimerWheel(gapMilliseconds: settings.gapMilliseconds)
        history = ShopperHistory(
            capacity: settings.rememberedShoppers,
            memoryMilliseconds: settings.rememberedMilliseconds)
    }

    /// Takes the next record of the partition.
    ///
    /// - Precondition: its offset is ``Ledger/nextOffset``; say ``skip(to:as:)`` of a jump first.
    public mutating func take(
        _ record: LogRecord, reader: inout EventReader, into effects: inout Effects
    ) {
        precondition(record.offset == ledger.nextOffset, "Records come in order, gaps are said.")
        ledger.nextOffset &+= 1
        ledger.read &+= 1
        if let timestamp = record.timestampMilliseconds {
            traces.lastRecord = RecordMark(
                offset: record.offset, timestampMilliseconds: timestamp)
        }

        if let reason = reader.read(record.value) {
            quarantine(record, reason, into: &effects)
            return
        }
        if record.key.baseAddress == nil {
            ledger.keyless &+= 1
        } else if !reader.event.shopperID.equals(record.key) {
            quarantine(record, .keyIsAnotherShopper, into: &effects)
            return
        }
        refusals.takeGood(ledger.read, settings.mostQuarantined)
        apply(reader.event, record, into: &effects)
    }

    /// Why offsets were passed over.
    public enum Gap: Sendable {
        /// Inside the log there is no record: compacted, or a transaction marker.
        case absent
        /// The log no longer had them.
        case lost
    }

    /// Passes over offsets that hold no record for us.
    public mutating func skip(to offset: Int64, as gap: Gap) {
        precondition(offset >= ledger.nextOffset, "A log is never read backwards.")
        let count = offset - ledger.nextOffset
        ledger.nextOffset = offset
        switch gap {
        case .absent: ledger.absent += count
        case .lost: ledger.lost += count
        }
    }

    /// Moves the watermark on without an event: a tick. Backwards it does nothing.
    public mutating func advance(to time: EventTime, into effects: inout Effects) {
        guard time > watermark else { return }
        watermark = time
        fireTimers(into: &effects)
    }

    private mutating func quarantine(
        _ record: LogRecord, _ reason: RefusalReason, into effects: inout Effects
    ) {
        ledger.quarantined += 1
        if refusals.takeRefused(reason, ledger.read, settings.mostQuarantined) {
            keep(record, reason, into: &effects)
        } else {
            ledger.unkept += 1
        }
    }

    /// Keeps a record's bytes, an oversized one's only as far as ``EventLimit`` goes.
    func keep(_ record: LogRecord, _ reason: RefusalReason, into effects: inout Effects) {
        func head(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(rebasing: bytes.prefix(SessionLimit.quarantinedBytes))
        }
        effects.quarantined.append(
            QuarantinedRecord(
                offset: record.offset, reason: reason,
                timestampMilliseconds: record.timestampMilliseconds,
                key: effects.texts.append(head(record.key)),
                value: effects.texts.append(head(record.value)), size: record.value.count))
    }
}
