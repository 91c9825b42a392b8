/// What became of every offset and every session of a partition. A difference is a bug.
public struct Ledger: Hashable, Sendable {
    /// The offset the stream started from.
    public var firstOffset: Int64
    /// The offset that comes next.
    public var nextOffset: Int64

    public var read: Int64 = 0
    /// Offsets inside the log that hold no record: compacted ones, transaction markers.
    public var absent: Int64 = 0
    /// Offsets that were out of the log's range when we came to read them.
    public var lost: Int64 = 0

    public var applied: Int64 = 0
    public var duplicate: Int64 = 0
    public var late: Int64 = 0
    public var quarantined: Int64 = 0

    /// Quarantined records of which nothing was kept, since the topic looked wrong.
    public var unkept: Int64 = 0
    /// Applied records whose time lay too far ahead and was clamped.
    public var clamped: Int64 = 0
    /// Records without a key.
    public var keyless: Int64 = 0
    /// Sessions that a limit closed before their time; each counts as closed like any other too.
    public var cut: Int64 = 0

    /// All sessions, and those with a basket.
    public var sessions = SessionCounts()
    public var baskets = SessionCounts()

    public init(firstOffset: Int64) {
        self.firstOffset = firstOffset
        nextOffset = firstOffset
    }

    /// Every equation that does not hold, in words; empty when the ledger balances.
    public var differences: [String] {
        var found: [String] = []
        if nextOffset - firstOffset != read + absent + lost {
            found.append(
                "next \(nextOffset) - first \(firstOffset) != read \(read) + absent \(absent)"
                    + " + lost \(lost)")
        }
        if read != applied + duplicate + late + quarantined {
            found.append(
                "read \(read) != applied \(applied) + duplicate \(duplicate) + late \(late)"
                    + " + quarantined \(quarantined)")
        }
        if !sessions.isBalanced { found.append("sessions do not add up: \(sessions)") }
        if !baskets.isBalanced { found.append("baskets do not add up: \(baskets)") }
        return found
    }
}

/// Where the sessions that were opened have gone.
public struct SessionCounts: Hashable, Sendable {
    public var opened: Int64 = 0
    public var open: Int64 = 0
    public var purchased: Int64 = 0
    public var abandoned: Int64 = 0
    /// Always 0 among those with a basket.
    public var browsed: Int64 = 0
    public var merged: Int64 = 0
    public var forgotten: Int64 = 0
    public var lost: Int64 = 0

    public init() {}

    /// Counts what is open as lost.
    mutating func giveUp() {
        lost += open
        open = 0
    }

    public var isBalanced: Bool {
        opened == open + purchased + abandoned + browsed + merged + forgotten + lost
    }
}
