import BasketEvents
import BasketSessions
import BasketStore

/// What a new owner runs again before it goes on: the records from the checkpoint up to the
/// committed offset, and the inputs recorded between them.
///
/// Their effects are thrown away, since they are committed already. At the end the state must agree
/// with what the store says of that offset.
struct Recovery {
    /// Where running again ends, as committed.
    let committed: Ledger
    let watermark: EventTime
    /// The settings in force there.
    let settings: [UInt8]
    /// What is still to come of the inputs, next first.
    private var inputs: ArraySlice<RecordedInput>
    private var effects = Effects()

    init(_ ownership: Ownership) {
        committed = ownership.ledger
        watermark = ownership.watermark
        settings = ownership.settings
        inputs = ownership.recordedInputs[...]
    }

    /// Whether all records up to the committed offset have been taken.
    func isOver(_ state: PartitionState) -> Bool {
        state.ledger.nextOffset >= committed.nextOffset
    }

    /// Runs a record again.
    mutating func take(
        _ record: LogRecord, reader: inout EventReader, into state: inout PartitionState
    ) throws(CheckpointError) {
        try takeInputs(upTo: record.offset, into: &state)
        state.take(record, reader: &reader, into: &effects)
        effects.removeAll()
    }

    /// Inputs recorded at an offset came before its record.
    mutating func takeInputs(
        upTo offset: Int64, into state: inout PartitionState
    ) throws(CheckpointError) {
        while let input = inputs.first, input.offset <= offset {
            inputs.removeFirst()
            guard let change = try input.change() else { continue }
            state.forgetTouchedBaskets()
            try state.take(change, into: &effects)
        }
        effects.removeAll()
    }

    /// Whether the state is what was committed; offsets without a record aside, which may reach
    /// beyond.
    func agrees(with state: PartitionState) -> Bool {
        var same = committed
        same.nextOffset = state.ledger.nextOffset
        same.absent = state.ledger.absent
        return state.watermark == watermark && state.ledger == same
    }
}
