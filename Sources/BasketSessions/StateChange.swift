import BasketEvents

/// What changes a partition's state from outside the log.
///
/// Recorded with the offset it fell behind, so that whoever runs the same records and the same
/// changes comes to the same state. Applying one again at its offset changes nothing.
public enum StateChange: Sendable {
    /// The watermark moved on without a record.
    case tick(EventTime)
    /// Other settings shape the windows from here on.
    case settings(SessionSettings)
    /// The topic has so many partitions from here on. If it had fewer, sessions open now are no
    /// training examples: what comes next of their shoppers may lie in another partition.
    case partitions(Int32)
    /// All that is known of a shopper goes.
    case forget(StableHash)
    /// The log no longer holds the offsets before this one: they are passed over.
    case loss(next: Int64)
    /// The log no longer holds what the state was to be made of again: all open sessions are given
    /// up as lost, and nothing is known from here on.
    case reset(next: Int64)
}

extension PartitionState {
    /// The state of a partition whose sessions cannot be made again: those that were open count as
    /// lost.
    public init(
        standingAt committed: Ledger, watermark: EventTime, partition: Int32, generation: UInt8,
        settings: SessionSettings
    ) {
        self.init(
            partition: partition, generation: generation, firstOffset: committed.firstOffset,
            settings: settings)
        ledger = committed
        ledger.sessions.giveUp()
        ledger.baskets.giveUp()
        self.watermark = watermark
        wheel.startAt(watermark.milliseconds)
    }

    /// Takes a change between two records.
    ///
    /// - Precondition: for `settings`, that the rows of touched baskets have been taken.
    public mutating func take(
        _ change: StateChange, into effects: inout Effects
    ) throws(CheckpointError) {
        switch change {
        case .tick(let time): advance(to: time, into: &effects)
        case .settings(let settings):
            if settings != self.settings { try self.change(settings, into: &effects) }
        case .partitions(let count): traces.note(partitions: count, at: ledger.nextOffset)
        case .forget(let shopper): forget(shopper, into: &effects)
        case .loss(let next):
            if next > ledger.nextOffset { skip(to: next, as: .lost) }
        case .reset(let next):
            let partitions = traces.partitions
            self = PartitionState(
                standingAt: ledger, watermark: watermark, partition: partition,
                generation: generation, settings: settings)
            traces.partitions = partitions
            if next > ledger.nextOffset { skip(to: next, as: .lost) }
        }
    }

    /// Takes a shopper's open sessions out, without an outcome, and what is remembered of earlier
    /// ones. The keys of the sessions go into the effects: their rows must go too.
    private mutating func forget(_ shopper: StableHash, into effects: inout Effects) {
        history.remove(shopper)
        var slot = index.find(shopper, in: sessions)
        while slot >= 0 {
            willChange(slot)
            let session = sessions[Int(slot)]
            effects.forgotten.append(session.key)
            ledger.sessions.open -= 1
            ledger.sessions.forgotten += 1
            if session.hasBasket {
                ledger.baskets.open -= 1
                ledger.baskets.forgotten += 1
                releaseBasket(session.basket)
                sessions[Int(slot)].basket = -1
            }
            unlink(slot)
            slot = index.find(shopper, in: sessions)
        }
    }
}
