/// The latest examples, a fixed number at most: the oldest makes room for the newest.
struct ExampleReservoir: Sendable {
    static let capacity = 131_072

    private var rows: [RiskBins] = []
    private var notes: [UInt16] = []
    private var oldest = 0

    var count: Int { rows.count }

    mutating func append(_ example: RiskExample) {
        if rows.count < ExampleReservoir.capacity {
            rows.append(example.bins)
            notes.append(ExampleReservoir.note(of: example))
        } else {
            rows[oldest] = example.bins
            notes[oldest] = ExampleReservoir.note(of: example)
            oldest = (oldest + 1) % ExampleReservoir.capacity
        }
    }

    /// From the oldest, 0, to the newest.
    subscript(place: Int) -> RiskExample {
        let at = (oldest + place) % ExampleReservoir.capacity
        return ExampleReservoir.example(rows[at], note: notes[at])
    }

    /// The ordinal, up to 32,767, and the label in the highest bit.
    static func note(of example: RiskExample) -> UInt16 {
        UInt16(min(max(1, example.ordinal), 0x7FFF)) | (example.isAbandoned ? 0x8000 : 0)
    }

    static func example(_ bins: RiskBins, note: UInt16) -> RiskExample {
        RiskExample(bins: bins, isAbandoned: note & 0x8000 != 0, ordinal: UInt32(note & 0x7FFF))
    }
}
