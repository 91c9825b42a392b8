/// What happened in a run, as one number: two runs of a seed must give the same.
struct SimulationTrace {
    /// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
    private(set) var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    /// Takes each step in words, where somebody wants to read along.
    var reader: (@Sendable (String) -> Void)?

    mutating func note(
        _ what: @autoclosure () -> String, _ kind: UInt8, _ first: Int64 = 0, _ second: Int64 = 0
    ) {
        add(UInt64(kind))
        add(UInt64(bitPattern: first))
        add(UInt64(bitPattern: second))
        if let reader { reader(what()) }
    }

    private mutating func add(_ word: UInt64) {
        // Whole words, not bytes: quicker, and it need not withstand anybody.
        hash = (hash ^ word) &* 0x100_0000_01b3
        hash ^= hash >> 29
    }
}
