import BasketEvents

/// A piece of a checkpoint, as it is stored.
public struct CheckpointChunk: Hashable, Sendable {
    /// The offset that the whole checkpoint is of: the first that is not in it.
    public let offset: Int64
    /// The watermark that it is of.
    public let watermark: EventTime
    /// Its place, from 0.
    public let index: Int32
    /// Whether no other follows: with this one the checkpoint is whole.
    public let isLast: Bool
    public let bytes: [UInt8]
    /// How many bytes it was before packing.
    public let plainCount: Int

    public init(
        offset: Int64, watermark: EventTime, index: Int32, isLast: Bool, bytes: [UInt8],
        plainCount: Int
    ) {
        self.offset = offset
        self.watermark = watermark
        self.index = index
        self.isLast = isLast
        self.bytes = bytes
        self.plainCount = plainCount
    }
}

/// Whose a chunk is: the same in all chunks of a checkpoint.
struct CheckpointIdentity: Hashable {
    let partition: Int32
    let generation: UInt8
    let offset: Int64
}

extension CheckpointIdentity {
    /// A chunk's bytes: header, payload (packed where that pays), hash.
    func seal(_ plain: [UInt8], index: Int32, _ packing: CheckpointPacking) -> [UInt8] {
        let smaller = plain.withUnsafeBytes { packing.pack($0) }
        let packed = smaller.flatMap { $0.count < plain.count ? $0 : nil }
        let payload = packed ?? plain
        var writer = StateWriter()
        writer.reserve(
            CheckpointFormat.headerBytes + payload.count + CheckpointFormat.hashBytes)
        writer.append(raw: CheckpointFormat.magic)
        writer.append(CheckpointFormat.version)
        writer.append(index)
        writer.append(offset)
        writer.append(UInt16(truncatingIfNeeded: partition))
        writer.append(generation)
        writer.append(UInt8(packed == nil ? 0 : 1))
        writer.append(UInt32(plain.count))
        writer.append(UInt32(payload.count))
        writer.append(raw: payload)
        writer.append(writer.bytes.withUnsafeBytes { StableHash($0) })
        return writer.bytes
    }
}
