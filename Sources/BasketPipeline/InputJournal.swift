import BasketSessions
import BasketStore

/// The inputs of a partition in the order in which they are recorded: says what place each takes.
struct InputJournal {
    /// The last input, in the store or on its way there.
    private var last: RecordedInput?
    private var modelVersion: Int32?

    init(_ ownership: Ownership) {
        last = ownership.recordedInputs.last
        modelVersion = ownership.modelVersion
    }

    /// Records a change of the state. Of several ticks in a row the last one says it all: it takes
    /// their place.
    mutating func record(
        _ change: StateChange, at offset: Int64, in flush: inout PartitionFlush
    ) {
        var input = RecordedInput(change, offset: offset, ordinal: 0)
        input.ordinal = place(at: offset, after: { $0.kind == .tick && input.kind == .tick })
        add(input, to: &flush)
    }

    /// Records which model scores from here on, unless it is the one that did before.
    mutating func record(
        model version: Int32, at offset: Int64, in flush: inout PartitionFlush
    ) {
        guard version != modelVersion else { return }
        modelVersion = version
        let ordinal = place(at: offset, after: { _ in false })
        add(
            RecordedInput(offset: offset, ordinal: ordinal, kind: .model, value: Int64(version)),
            to: &flush)
    }

    /// The ordinal of the last input recorded at an offset; 0: there is none.
    func lastOrdinal(at offset: Int64) -> Int32 {
        last?.offset == offset ? last?.ordinal ?? 0 : 0
    }

    private func place(at offset: Int64, after isReplaced: (RecordedInput) -> Bool) -> Int32 {
        guard let last, last.offset == offset else { return 0 }
        return isReplaced(last) ? last.ordinal : last.ordinal + 1
    }

    private mutating func add(_ input: RecordedInput, to flush: inout PartitionFlush) {
        last = input
        if let before = flush.recordedInputs.last, before.offset == input.offset,
            before.ordinal == input.ordinal
        {
            flush.recordedInputs.removeLast()
        }
        flush.recordedInputs.append(input)
    }
}
