/// What the bytes of a checkpoint are, as of format 3. Numbers are little-endian.
///
/// A checkpoint is a row of chunks, each of which says whose it is and can be checked by itself:
///
///     magic "BWCP", version u32, index u32, offset i64, partition u16, generation u8, packing u8,
///     plain size u32, payload size u32, payload, and a 128-bit stable hash of all before it
///
/// The payloads, unpacked, are a row of items, none of which crosses a chunk's end: a head
/// (StateWriter+Head), then sessions with their baskets and remembered shoppers, each behind a
/// ``Tag``, and an end that says how many there were. Nothing is counted ahead, so nothing has to be
/// known before it is written, and no count in it makes a reader take memory.
///
/// Format 2 had the same without refused records, and without what the head says of the topic. Format 1
/// was one piece with one hash at its end. Both are still read (StateReader+FormatOne).
package enum CheckpointFormat {
    static let version: UInt32 = 3
    static let magic: [UInt8] = Array("BWCP".utf8)
    static let magicNumber: UInt32 = 0x5043_5742
    static let headerBytes = 32
    static let hashBytes = 16

    /// A chunk is closed behind the item that makes it this long, before packing.
    package static let chunkBytes = 1 << 20
    /// What a reader takes for a chunk at most: the longest item is a hundred kilobytes or so (a head
    /// with all its words 600).
    static let largestChunk = 4 << 20

    /// What comes next.
    enum Tag: UInt8 {
        case end
        case session
        case sessionWithBasket
        case rememberedShopper
    }
}
