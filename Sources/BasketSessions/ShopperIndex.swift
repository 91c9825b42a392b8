import BasketEvents

/// From a shopper to the slot of its first open session: open addressing over the session array.
///
/// An entry is 32 bits: 24 of slot, 8 of hash, so that most strangers are passed over without a
/// look at their session. Linear probing; a removal moves the followers up, so no tombstones.
struct ShopperIndex {
    private static let empty = UInt32.max
    private static let slotMask: UInt32 = 1 << 24 - 1

    private var entries: [UInt32] = Array(repeating: ShopperIndex.empty, count: 64)
    private(set) var count = 0

    /// The slot of the shopper's first session; -1: none is open.
    @inline(__always)
    func find(_ shopper: StableHash, in sessions: [OpenSession]) -> Int32 {
        let mask = entries.count &- 1
        var at = Int(truncatingIfNeeded: shopper.low) & mask
        while true {
            let entry = entries[at]
            if entry == ShopperIndex.empty { return -1 }
            if entry &>> 24 == ShopperIndex.tag(shopper) {
                let slot = Int32(entry & ShopperIndex.slotMask)
                if sessions[Int(slot)].shopper == shopper { return slot }
            }
            at = (at &+ 1) & mask
        }
    }

    /// The slot that is probably the shopper's, told without a look at the sessions; -1: none.
    @inline(__always)
    func likely(_ shopper: StableHash) -> Int32 {
        let mask = entries.count &- 1
        var at = Int(truncatingIfNeeded: shopper.low) & mask
        while true {
            let entry = entries[at]
            if entry == ShopperIndex.empty { return -1 }
            if entry &>> 24 == ShopperIndex.tag(shopper) {
                return Int32(entry & ShopperIndex.slotMask)
            }
            at = (at &+ 1) & mask
        }
    }

    /// Takes memory for shoppers to come, while there are none.
    mutating func reserve(_ shoppers: Int) {
        guard count == 0 else { return }
        var size = entries.count
        while shoppers * 4 > size * 3 { size *= 2 }
        entries = Array(repeating: ShopperIndex.empty, count: size)
    }

    /// - Precondition: the shopper is not in the index.
    mutating func insert(_ shopper: StableHash, slot: Int32, in sessions: [OpenSession]) {
        if (count + 1) * 4 > entries.count * 3 { grow(sessions) }
        place(shopper, slot)
        count += 1
    }

    /// Lets a shopper's entry name another slot.
    mutating func replace(_ shopper: StableHash, slot: Int32, in sessions: [OpenSession]) {
        guard let at = position(of: shopper, in: sessions) else { return }
        entries[at] = UInt32(slot) | ShopperIndex.tag(shopper) << 24
    }

    mutating func remove(_ shopper: StableHash, in sessions: [OpenSession]) {
        guard var hole = position(of: shopper, in: sessions) else { return }
        let mask = entries.count - 1
        var at = hole
        while true {
            at = (at + 1) & mask
            let entry = entries[at]
            if entry == ShopperIndex.empty { break }
            let slot = Int(entry & ShopperIndex.slotMask)
            let home = Int(truncatingIfNeeded: sessions[slot].shopper.low) & mask
            // Moves up unless its home lies behind the hole.
            if (at - home) & mask >= (at - hole) & mask {
                entries[hole] = entry
                hole = at
            }
        }
        entries[hole] = ShopperIndex.empty
        count -= 1
    }

    private static func tag(_ shopper: StableHash) -> UInt32 {
        // 0xFF is left to the empty entry.
        min(UInt32(truncatingIfNeeded: shopper.high &>> 56), 0xFE)
    }

    private func position(of shopper: StableHash, in sessions: [OpenSession]) -> Int? {
        let mask = entries.count - 1
        var at = Int(truncatingIfNeeded: shopper.low) & mask
        while entries[at] != ShopperIndex.empty {
            let slot = Int(entries[at] & ShopperIndex.slotMask)
            if sessions[slot].shopper == shopper { return at }
            at = (at + 1) & mask
        }
        return nil
    }

    private mutating func place(_ shopper: StableHash, _ slot: Int32) {
        let mask = entries.count - 1
        var at = Int(truncatingIfNeeded: shopper.low) & mask
        while entries[at] != ShopperIndex.empty { at = (at + 1) & mask }
        entries[at] = UInt32(slot) | ShopperIndex.tag(shopper) << 24
    }

    private mutating func grow(_ sessions: [OpenSession]) {
        let old = entries
        entries = Array(repeating: ShopperIndex.empty, count: old.count * 2)
        for entry in old where entry != ShopperIndex.empty {
            let slot = Int32(entry & ShopperIndex.slotMask)
            place(sessions[Int(slot)].shopper, slot)
        }
    }
}
