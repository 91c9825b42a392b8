/// A checkpoint under way: the state as it stood at one offset, taken slice by slice while records
/// go on.
///
/// A session is taken when its turn comes, in the order of the slots, or just before the first
/// change after that offset, whichever is earlier. So nothing of the state is copied but what is
/// remembered of shoppers, and the stream waits for no more than a slice.
struct CheckpointPass {
    private(set) var pieces: CheckpointPieces
    /// How many slots there were.
    private let slots: Int
    /// The slot whose turn is next.
    private var next = 0
    /// A bit a slot: it was seen to before its turn.
    private var seen: [UInt64]
    private var history: ShopperHistory.Standing

    init(_ pieces: CheckpointPieces, slots: Int, history: ShopperHistory.Standing) {
        self.pieces = pieces
        self.slots = slots
        self.history = history
        seen = Array(repeating: 0, count: (slots + 63) / 64)
    }

    /// Sees to a slot that is about to change.
    mutating func willChange(
        _ slot: Int, _ session: OpenSession, _ ids: RememberedIDs,
        _ baskets: borrowing [OpenBasket]
    ) {
        guard slot >= next, slot < slots else { return }
        let bit: UInt64 = 1 &<< UInt64(slot & 63)
        guard seen[slot >> 6] & bit == 0 else { return }
        seen[slot >> 6] |= bit
        if session.isOpen { pieces.add(session, ids, baskets) }
    }

    /// Takes sessions, then shoppers, until a chunk is full or there is nothing left.
    mutating func fillChunk(
        _ sessions: borrowing [OpenSession], _ ids: RememberedIDs,
        _ baskets: borrowing [OpenBasket]
    ) {
        while !pieces.hasChunk, next < slots {
            if seen[next >> 6] & 1 &<< UInt64(next & 63) == 0, sessions[next].isOpen {
                pieces.add(sessions[next], ids, baskets)
            }
            next += 1
        }
        while !pieces.hasChunk, !pieces.isFinished {
            if let entry = history.next() { pieces.add(entry) } else { pieces.finish() }
        }
    }

    mutating func takeChunk(_ packing: CheckpointPacking) -> CheckpointChunk? {
        pieces.takeChunk(packing)
    }
}
