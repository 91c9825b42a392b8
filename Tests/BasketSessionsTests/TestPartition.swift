import BasketEvents

@testable import BasketSessions

/// A partition under test: its state, and all the effects it has had so far.
struct TestPartition: ~Copyable {
    var state: PartitionState
    var effects = Effects()
    private var reader = EventReader()

    init(_ settings: SessionSettings = SessionSettings(), firstOffset: Int64 = 100) {
        state = PartitionState(partition: 3, firstOffset: firstOffset, settings: settings)
    }

    init(_ state: consuming PartitionState) {
        self.state = state
    }

    mutating func take(_ record: TestRecord) {
        record.lend(offset: state.ledger.nextOffset) {
            state.take($0, reader: &reader, into: &effects)
        }
    }

    mutating func take(_ event: TestEvent) { take(event.record) }

    mutating func take(_ events: [TestEvent]) {
        for event in events { take(event.record) }
    }

    mutating func tick(to time: Int64) {
        state.advance(to: EventTime(milliseconds: time), into: &effects)
    }

    mutating func take(_ input: RandomShop.Input) {
        switch input {
        case .record(let record): take(record)
        case .tick(let time): tick(to: time)
        case .skip(let count): state.skip(to: state.ledger.nextOffset + count, as: .absent)
        }
    }

    /// All effects so far, which are then forgotten.
    mutating func drain() -> Trace {
        defer { effects.removeAll() }
        return Trace(effects)
    }

    /// The rows of all baskets touched since the last call, by what they show.
    mutating func rows() -> [BasketRow] {
        var snapshots: [BasketSnapshot] = []
        var texts = TextArena()
        state.takeTouchedBaskets(into: &snapshots, texts: &texts)
        return snapshots.map { BasketRow($0, texts) }
    }

    var moments: [Moment] { effects.moments }
    var outcomes: [Outcome] { effects.outcomes }
    var ledger: Ledger { state.ledger }
}

/// What a row of `basket` shows.
struct BasketRow: Hashable {
    let session: SessionKey
    let shopper: String
    let facts: SessionFacts
    let moments: UInt32
    let isScorable: Bool
    let valuesByCurrency: String

    init(_ snapshot: BasketSnapshot, _ texts: TextArena) {
        session = snapshot.session
        shopper = texts.string(snapshot.texts.shopperID)
        facts = snapshot.facts
        moments = snapshot.moments
        isScorable = snapshot.isScorable
        valuesByCurrency = texts.string(snapshot.texts.valuesByCurrency)
    }
}

extension SessionSettings {
    /// Small numbers, so that a few events fill many gaps.
    static func small(gap: Int64 = 60_000, disorder: Int64 = 10_000) -> SessionSettings {
        var settings = SessionSettings()
        settings.gapMilliseconds = gap
        settings.disorderMilliseconds = disorder
        settings.silenceMilliseconds = [5000, 20_000, 40_000]
        return settings
    }
}

extension TestPartition {
    /// Says what is about to come, as a pipeline does of a batch.
    mutating func expect(_ records: [TestRecord]) {
        // The state reads the keys only while it is told of them; they are copied to stay in place.
        let keys = records.map { record in
            let copy = UnsafeMutableRawBufferPointer.allocate(
                byteCount: record.key?.count ?? 0, alignment: 1)
            copy.copyBytes(from: record.key ?? [])
            return copy
        }
        defer { keys.forEach { $0.deallocate() } }
        let lent = keys.map {
            LogRecord(
                partition: 3, offset: 0, timestampMilliseconds: nil,
                key: UnsafeRawBufferPointer($0), value: UnsafeRawBufferPointer(start: nil, count: 0)
            )
        }
        lent.withUnsafeBufferPointer { state.expect($0) }
    }
}
