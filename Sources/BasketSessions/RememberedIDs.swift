/// The ids of events that open sessions hold, as 64-bit hashes: how a duplicate is known.
///
/// Blocks of four in one array, chained by session; a session remembers the last
/// ``SessionLimit/rememberedIDs`` to arrive. Two different ids of one session fall together once in
/// 2^64 / 64 events.
struct RememberedIDs {
    /// One session's chain. Ten bytes in every session.
    struct List {
        /// The newest block; -1: none.
        var head: Int32 = -1
        /// How many ids are remembered.
        var count: UInt8 = 0
        /// Which one the next id replaces, once the limit is reached.
        var oldest: UInt8 = 0
    }

    private struct Block {
        var ids: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var next: Int32 = -1
    }

    private static let blockSize = 4

    private var blocks: [Block] = []
    private var free: Int32 = -1

    @inline(__always)
    func contains(_ id: UInt64, in list: List) -> Bool {
        var at = list.head
        // The newest block is filled from its front; the others are full.
        var used = Int(list.count) - (Int(list.count) - 1) / RememberedIDs.blockSize * 4
        while at >= 0 {
            let ids = blocks[Int(at)].ids
            if ids.0 == id { return true }
            if used > 1, ids.1 == id { return true }
            if used > 2, ids.2 == id { return true }
            if used > 3, ids.3 == id { return true }
            used = RememberedIDs.blockSize
            at = blocks[Int(at)].next
        }
        return false
    }

    /// Reads a little of a list's memory: what fetches it into the cache.
    @inline(__always)
    func glance(_ list: List) -> Int64 {
        guard list.head >= 0 else { return 0 }
        let block = blocks[Int(list.head)]
        return Int64(truncatingIfNeeded: block.ids.0) &+ Int64(block.next)
    }

    /// The same for the block behind the newest.
    @inline(__always)
    func glanceFurther(_ list: List) -> Int64 {
        guard Int(list.count) > RememberedIDs.blockSize else { return 0 }
        let next = blocks[Int(list.head)].next
        return next < 0 ? 0 : Int64(truncatingIfNeeded: blocks[Int(next)].ids.0)
    }

    mutating func insert(_ id: UInt64, into list: inout List) {
        if Int(list.count) == SessionLimit.rememberedIDs {
            replaceOldest(with: id, in: &list)
            return
        }
        let place = Int(list.count) % RememberedIDs.blockSize
        if place == 0 { list.head = newBlock(before: list.head) }
        set(id, place, inBlock: list.head)
        list.count += 1
    }

    /// Every id of a list, the first to arrive first while none has been replaced.
    func ids(of list: List) -> [UInt64] {
        var found: [UInt64] = []
        var at = list.head
        var used = Int(list.count) - (Int(list.count) - 1) / RememberedIDs.blockSize * 4
        while at >= 0 {
            let ids = blocks[Int(at)].ids
            found.append(contentsOf: [ids.3, ids.2, ids.1, ids.0].suffix(used))
            used = RememberedIDs.blockSize
            at = blocks[Int(at)].next
        }
        return found.reversed()
    }

    /// Every id of a list, the last place first.
    @inline(__always)
    func forEach(in list: List, _ body: (UInt64) -> Void) {
        var at = list.head
        var used = Int(list.count) - (Int(list.count) - 1) / RememberedIDs.blockSize * 4
        while at >= 0 {
            let block = blocks[Int(at)]
            if used > 3 { body(block.ids.3) }
            if used > 2 { body(block.ids.2) }
            if used > 1 { body(block.ids.1) }
            body(block.ids.0)
            used = RememberedIDs.blockSize
            at = block.next
        }
    }

    /// Takes memory for lists to come.
    mutating func reserve(_ lists: Int) {
        blocks.reserveCapacity(lists)
    }

    mutating func remove(_ list: inout List) {
        var at = list.head
        while at >= 0 {
            let next = blocks[Int(at)].next
            blocks[Int(at)].next = free
            free = at
            at = next
        }
        list = List()
    }

    private mutating func newBlock(before next: Int32) -> Int32 {
        if free >= 0 {
            let block = free
            free = blocks[Int(block)].next
            blocks[Int(block)].next = next
            return block
        }
        blocks.append(Block(next: next))
        return Int32(blocks.count - 1)
    }

    private mutating func set(_ id: UInt64, _ place: Int, inBlock block: Int32) {
        switch place {
        case 0: blocks[Int(block)].ids.0 = id
        case 1: blocks[Int(block)].ids.1 = id
        case 2: blocks[Int(block)].ids.2 = id
        default: blocks[Int(block)].ids.3 = id
        }
    }

    private mutating func replaceOldest(with id: UInt64, in list: inout List) {
        // Blocks are chained newest first: the oldest id lies in the last one.
        let blockFromEnd = Int(list.oldest) / RememberedIDs.blockSize
        let steps = SessionLimit.rememberedIDs / RememberedIDs.blockSize - 1 - blockFromEnd
        var at = list.head
        for _ in 0..<steps { at = blocks[Int(at)].next }
        set(id, Int(list.oldest) % RememberedIDs.blockSize, inBlock: at)
        list.oldest = UInt8((Int(list.oldest) + 1) % SessionLimit.rememberedIDs)
    }
}
