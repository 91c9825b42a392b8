import BasketEvents
import BasketSessions
import BasketTraffic

/// A partition with a million sessions open, and the shop whose stream it reads.
struct MillionSessions: ~Copyable {
    private(set) var state = PartitionState(
        partition: 0, firstOffset: 0, settings: SessionSettings())
    private var source: TrafficSource
    private var reader = EventReader()
    private var effects = Effects()

    init() {
        var settings = TrafficSettings()
        settings.ask(openSessions: 1_050_000, gapSeconds: 1_800)
        source = TrafficSource(settings: settings)
        while state.ledger.nextOffset < 12_000_000, source.next() != nil {
            let record = LogRecord(
                partition: 0, offset: state.ledger.nextOffset, timestampMilliseconds: nil,
                key: source.key, value: source.value)
            state.take(record, reader: &reader, into: &effects)
            if effects.moments.count > 4_096 { settle() }
        }
        settle()
    }

    /// What a flush does: the effects and the rows of baskets are taken.
    private mutating func settle() {
        effects.removeAll()
        state.forgetTouchedBaskets()
    }

    /// Records to come, in batches.
    mutating func batches(_ count: Int, of size: Int) -> [RecordedEvents] {
        (0..<count).map { _ in RecordedEvents(from: &source, count: size) }
    }

    mutating func take(_ events: RecordedEvents) {
        events.forEach(from: state.ledger.nextOffset) {
            state.take($0, reader: &reader, into: &effects)
        }
        settle()
    }

    mutating func begin() { state.beginCheckpoint() }

    mutating func nextChunk() -> CheckpointChunk? { state.nextChunk(.zstd) }
}
