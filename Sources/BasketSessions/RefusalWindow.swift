import BasketEvents

/// Which of the last 10,000 records could not be used, and what is kept of them.
///
/// So many unusable records among so many are no longer an event gone wrong here and there: the topic
/// looks wrong. What is kept of further ones is a sample then: of each reason the first, the second,
/// the fourth, the eighth and so on. So the evidence stays small for as long as it lasts, and a new
/// reason still shows at once. It ends by itself once enough of the last records are good.
struct RefusalWindow: Equatable {
    /// How many of the last ones could not be used.
    private(set) var refused = 0
    /// A bit a record: the one that was read as number `n`, from 0, has place `n` modulo the records.
    private(set) var bits = [UInt64](repeating: 0, count: RefusalWindow.words)
    /// Since the topic has looked wrong: the unusable records by reason.
    private(set) var sampled: [RefusalReason: Int64] = [:]

    private static let words = (SessionLimit.refusalWindow + 63) / 64

    init() {}

    /// - Parameter most: what is in force by now; it may be more than when it was sampled.
    /// - Returns: `nil` if there can be none such.
    init?(bits: [UInt64], sampled: [RefusalReason: Int64], most: Int) {
        let beyond = UInt64.max &<< UInt64(SessionLimit.refusalWindow & 63)
        refused = bits.reduce(0) { $0 + $1.nonzeroBitCount }
        guard bits.count == RefusalWindow.words, bits[bits.count - 1] & beyond == 0, refused > 0
        else { return nil }
        self.bits = bits
        self.sampled = isOver(most) ? sampled : [:]
    }

    /// Whether further evidence is sampled, where so many may be kept.
    @inline(__always)
    func isOver(_ most: Int) -> Bool { refused > most }

    /// Takes note of a record that can be used, the `number`th that was read, from 1.
    @inline(__always)
    mutating func takeGood(_ number: Int64, _ most: Int) {
        let (word, bit) = RefusalWindow.place(number)
        if bits[word] & bit != 0 { leave(word, bit, most) }
    }

    /// Takes note of one that cannot.
    ///
    /// - Returns: whether its bytes are kept.
    mutating func takeRefused(_ reason: RefusalReason, _ number: Int64, _ most: Int) -> Bool {
        let (word, bit) = RefusalWindow.place(number)
        if bits[word] & bit == 0 {
            bits[word] |= bit
            refused += 1
        }
        guard isOver(most) else { return true }
        let count = (sampled[reason] ?? 0) + 1
        sampled[reason] = count
        return count & (count - 1) == 0
    }

    /// One that could not be used is no longer among the last.
    @inline(never)
    private mutating func leave(_ word: Int, _ bit: UInt64, _ most: Int) {
        bits[word] &= ~bit
        refused -= 1
        if !isOver(most) { sampled = [:] }
    }

    @inline(__always)
    private static func place(_ number: Int64) -> (word: Int, bit: UInt64) {
        let place = Int((number - 1) % Int64(SessionLimit.refusalWindow))
        return (place >> 6, 1 &<< UInt64(place & 63))
    }
}

extension PartitionState {
    /// How many of the last ``SessionLimit/refusalWindow`` records could not be used.
    public var refusedRecently: Int { refusals.refused }

    /// Whether these are so many that only samples of further ones are kept.
    public var looksWrong: Bool { refusals.isOver(settings.mostQuarantined) }
}

// MARK: - In a checkpoint

extension StateWriter {
    /// Which bits are set hangs on how many records were read: the ledger says it.
    mutating func append(_ window: RefusalWindow) {
        append(window.refused > 0)
        guard window.refused > 0 else { return }
        for word in window.bits { append(word) }
        let sampled = window.sampled.sorted { $0.key.rawValue < $1.key.rawValue }
        append(small: UInt64(sampled.count))
        for (reason, count) in sampled {
            append(Array(reason.rawValue.utf8))
            append(small: UInt64(count))
        }
    }
}

extension StateReader {
    mutating func refusals(_ settings: SessionSettings) throws(CheckpointError) -> RefusalWindow {
        guard try flag() else { return RefusalWindow() }
        var bits: [UInt64] = []
        for _ in RefusalWindow().bits { bits.append(try number()) }
        var sampled: [RefusalReason: Int64] = [:]
        var last = ""
        for _ in 0..<(try small()) {
            let name = String(decoding: try shortText(), as: UTF8.self)
            let count = try small()
            guard let reason = RefusalReason(rawValue: name), last < name, count > 0,
                count < 1 << 56
            else { throw .damaged("refused records cannot be") }
            last = name
            sampled[reason] = Int64(count)
        }
        guard
            let window = RefusalWindow(
                bits: bits, sampled: sampled, most: settings.mostQuarantined)
        else { throw .damaged("refused records cannot be") }
        return window
    }
}
