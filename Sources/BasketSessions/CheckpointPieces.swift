import BasketEvents

/// Gathers a checkpoint's items and cuts them into chunks.
struct CheckpointPieces {
    let identity: CheckpointIdentity
    let head: CheckpointHead
    private let chunkBytes: Int
    /// What no chunk has been made of yet.
    private var items = StateWriter()
    /// Chunks that are full and wait to be taken, packed only then.
    private var full: [[UInt8]] = []
    private var taken: Int32 = 0
    private var sessions: UInt64 = 0
    private var shoppers: UInt64 = 0
    private(set) var isFinished = false

    init(
        _ identity: CheckpointIdentity, _ head: CheckpointHead,
        chunkBytes: Int = CheckpointFormat.chunkBytes
    ) {
        self.identity = identity
        self.head = head
        self.chunkBytes = chunkBytes
        items.append(head)
    }

    /// Whether a chunk can be taken.
    var hasChunk: Bool { !full.isEmpty }

    mutating func add(
        _ session: OpenSession, _ ids: RememberedIDs, _ baskets: borrowing [OpenBasket]
    ) {
        items.append(
            session.hasBasket
                ? CheckpointFormat.Tag.sessionWithBasket.rawValue
                : CheckpointFormat.Tag.session.rawValue)
        items.append(session, ids, head)
        if session.hasBasket { items.append(baskets[Int(session.basket)], end: session.end) }
        sessions += 1
        cutIfFull()
    }

    mutating func add(_ entry: ShopperHistory.Entry) {
        items.append(CheckpointFormat.Tag.rememberedShopper.rawValue)
        items.append(entry, head)
        shoppers += 1
        cutIfFull()
    }

    /// Nothing more comes.
    mutating func finish() {
        items.append(CheckpointFormat.Tag.end.rawValue)
        items.append(small: UInt64(taken) + UInt64(full.count) + 1)
        items.append(small: sessions)
        items.append(small: shoppers)
        cut()
        isFinished = true
    }

    private mutating func cutIfFull() {
        if items.bytes.count >= chunkBytes { cut() }
    }

    private mutating func cut() {
        full.append(items.bytes)
        items.removeAll()
    }

    /// The next chunk that is full, packed.
    mutating func takeChunk(_ packing: CheckpointPacking) -> CheckpointChunk? {
        guard !full.isEmpty else { return nil }
        let plain = full.removeFirst()
        defer { taken += 1 }
        return CheckpointChunk(
            offset: identity.offset, watermark: head.watermark, index: taken,
            isLast: isFinished && full.isEmpty,
            bytes: identity.seal(plain, index: taken, packing), plainCount: plain.count)
    }
}
