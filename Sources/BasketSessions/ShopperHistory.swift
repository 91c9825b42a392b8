import BasketEvents

/// What a partition remembers of shoppers whose sessions have closed: bounded in number and in time.
///
/// Sessions close in the order of their ends, so the list from the longest ago to the latest is in
/// the order of event time, and whoever was away the longest is let go first.
struct ShopperHistory {
    struct Entry {
        var shopper: StableHash
        var end: Int64
        var sessions: UInt32
        var purchases: UInt32
        fileprivate var older: Int32 = -1
        fileprivate var newer: Int32 = -1

        init(shopper: StableHash, end: Int64, sessions: UInt32, purchases: UInt32) {
            self.shopper = shopper
            self.end = end
            self.sessions = sessions
            self.purchases = purchases
        }
    }

    private let capacity: Int
    private let memoryMilliseconds: Int64
    private var entries: [Entry] = []
    /// 24 bits of slot, 8 of hash, so that most strangers are passed over without a look.
    private var table: [UInt32] = Array(repeating: ShopperHistory.empty, count: 64)
    private var oldest: Int32 = -1
    private var newest: Int32 = -1
    private var free: Int32 = -1
    private(set) var count = 0

    init(capacity: Int, memoryMilliseconds: Int64) {
        self.capacity = capacity
        self.memoryMilliseconds = memoryMilliseconds
    }

    /// What is known of a shopper at `time`; `nil` when nothing is.
    func entry(of shopper: StableHash, at time: Int64) -> Entry? {
        guard count > 0, let place = position(of: shopper) else { return nil }
        let entry = entries[ShopperHistory.slot(table[place])]
        return time - entry.end > memoryMilliseconds ? nil : entry
    }

    /// Adds a session that closed.
    mutating func add(_ shopper: StableHash, end: Int64, purchased: Bool) {
        guard capacity > 0 else { return }
        if let place = position(of: shopper) {
            let slot = Int32(ShopperHistory.slot(table[place]))
            unlink(slot)
            entries[Int(slot)].sessions = entries[Int(slot)].sessions.addingSaturating(1)
            if purchased {
                entries[Int(slot)].purchases = entries[Int(slot)].purchases.addingSaturating(1)
            }
            entries[Int(slot)].end = max(entries[Int(slot)].end, end)
            linkAsNewest(slot)
        } else {
            insert(
                Entry(shopper: shopper, end: end, sessions: 1, purchases: purchased ? 1 : 0))
        }
        while let last = longestAway, count > capacity || end - last.end > memoryMilliseconds {
            remove(oldest)
        }
    }

    /// The entries as they are now, from the longest away to the latest, to be taken at leisure.
    ///
    /// Costs a copy of them (40 bytes each) with the next session that closes.
    struct Standing {
        private let entries: [Entry]
        private var at: Int32

        fileprivate init(_ entries: [Entry], from oldest: Int32) {
            self.entries = entries
            at = oldest
        }

        mutating func next() -> Entry? {
            guard at >= 0 else { return nil }
            let entry = entries[Int(at)]
            at = entry.newer
            return entry
        }
    }

    var standing: Standing { Standing(entries, from: oldest) }

    /// Puts an entry of a checkpoint back: they come from the longest away to the latest.
    ///
    /// - Returns: false if this would never have held it.
    mutating func restore(_ entry: Entry) -> Bool {
        guard count < capacity, position(of: entry.shopper) == nil else { return false }
        insert(entry)
        return true
    }

    private mutating func insert(_ entry: Entry) {
        var slot = free
        if slot >= 0 {
            free = entries[Int(slot)].newer
            entries[Int(slot)] = entry
        } else {
            slot = Int32(entries.count)
            entries.append(entry)
        }
        if (count + 1) * 4 > table.count * 3 { grow() }
        place(slot)
        count += 1
        linkAsNewest(slot)
    }

    /// Forgets whoever has been away the longest, until no more are remembered than `most`.
    mutating func forgetLongestAway(keeping most: Int) {
        while count > most { remove(oldest) }
    }

    /// Forgets a shopper.
    mutating func remove(_ shopper: StableHash) {
        guard let place = position(of: shopper) else { return }
        remove(Int32(ShopperHistory.slot(table[place])))
    }

    private var longestAway: Entry? { oldest >= 0 ? entries[Int(oldest)] : nil }

    private mutating func remove(_ slot: Int32) {
        unplace(entries[Int(slot)].shopper)
        unlink(slot)
        entries[Int(slot)].newer = free
        free = slot
        count -= 1
    }
}

// MARK: - The list and the table

extension ShopperHistory {
    private mutating func linkAsNewest(_ slot: Int32) {
        entries[Int(slot)].older = newest
        entries[Int(slot)].newer = -1
        if newest >= 0 { entries[Int(newest)].newer = slot } else { oldest = slot }
        newest = slot
    }

    private mutating func unlink(_ slot: Int32) {
        let (older, newer) = (entries[Int(slot)].older, entries[Int(slot)].newer)
        if older >= 0 { entries[Int(older)].newer = newer } else { oldest = newer }
        if newer >= 0 { entries[Int(newer)].older = older } else { newest = older }
    }

    private static let empty = UInt32.max

    private static func slot(_ cell: UInt32) -> Int { Int(cell & (1 << 24 - 1)) }

    private static func tag(_ shopper: StableHash) -> UInt32 {
        // 0xFF is left to the empty cell.
        min(UInt32(truncatingIfNeeded: shopper.high &>> 56), 0xFE)
    }

    private func home(_ shopper: StableHash) -> Int {
        Int(truncatingIfNeeded: shopper.low) & (table.count - 1)
    }

    /// Reads a little of what ``entry(of:at:)`` will: what fetches it into the cache.
    @inline(__always)
    func glance(_ shopper: StableHash) -> Int64 { Int64(table[home(shopper)]) }

    private func position(of shopper: StableHash) -> Int? {
        let tag = ShopperHistory.tag(shopper)
        var at = home(shopper)
        while table[at] != ShopperHistory.empty {
            let cell = table[at]
            if cell &>> 24 == tag, entries[ShopperHistory.slot(cell)].shopper == shopper {
                return at
            }
            at = (at + 1) & (table.count - 1)
        }
        return nil
    }

    private mutating func place(_ slot: Int32) {
        let shopper = entries[Int(slot)].shopper
        var at = home(shopper)
        while table[at] != ShopperHistory.empty { at = (at + 1) & (table.count - 1) }
        table[at] = UInt32(slot) | ShopperHistory.tag(shopper) << 24
    }

    private mutating func unplace(_ shopper: StableHash) {
        guard var hole = position(of: shopper) else { return }
        let mask = table.count - 1
        var at = hole
        while true {
            at = (at + 1) & mask
            guard table[at] != ShopperHistory.empty else { break }
            let home = home(entries[ShopperHistory.slot(table[at])].shopper)
            if (at - home) & mask >= (at - hole) & mask {
                table[hole] = table[at]
                hole = at
            }
        }
        table[hole] = ShopperHistory.empty
    }

    private mutating func grow() {
        let old = table
        table = Array(repeating: ShopperHistory.empty, count: old.count * 2)
        for cell in old where cell != ShopperHistory.empty {
            place(Int32(ShopperHistory.slot(cell)))
        }
    }
}
