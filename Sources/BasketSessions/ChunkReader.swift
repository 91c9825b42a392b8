import BasketEvents

/// Takes a checkpoint's chunks one by one, each checked before anything of it is used.
struct ChunkReader {
    private let bytes: [UInt8]
    private let packing: CheckpointPacking
    private var at = 0
    private(set) var count: UInt32 = 0
    /// As the first chunk says.
    private(set) var identity: CheckpointIdentity?
    /// The format, as the first chunk says: the same in all of them.
    private(set) var version: UInt32 = 0

    init(_ bytes: [UInt8], _ packing: CheckpointPacking) {
        self.bytes = bytes
        self.packing = packing
    }

    var isAtEnd: Bool { at == bytes.count }

    /// The items of the next chunk.
    mutating func next() throws(CheckpointError) -> StateReader {
        guard !isAtEnd else { throw .incomplete(chunks: Int(count)) }
        var header = StateReader(Array(bytes[at...].prefix(CheckpointFormat.headerBytes)))
        guard try header.number(UInt32.self) == CheckpointFormat.magicNumber else {
            throw .damaged("chunk \(count) is none")
        }
        let version: UInt32 = try header.number()
        let index: UInt32 = try header.number()
        let identity = try header.identity()
        let packing: UInt8 = try header.number()
        let plainSize = Int(try header.number(UInt32.self))
        let size = Int(try header.number(UInt32.self))
        let start = at + CheckpointFormat.headerBytes
        guard size <= bytes.count - start - CheckpointFormat.hashBytes else {
            throw .incomplete(chunks: Int(count))
        }
        try check(from: at, to: start + size)
        guard
            count > 0
                ? version == self.version : (2...CheckpointFormat.version).contains(version),
            index == count,
            identity == self.identity ?? identity
        else { throw .damaged("chunk \(count) is missing, or another's stands in its place") }
        self.identity = identity
        self.version = version
        count += 1
        at = start + size + CheckpointFormat.hashBytes
        return StateReader(try unpack(start..<start + size, packing, plainSize))
    }

    private func check(from start: Int, to end: Int) throws(CheckpointError) {
        let hash = bytes.withUnsafeBytes {
            StableHash(UnsafeRawBufferPointer(rebasing: $0[start..<end]))
        }
        var stored = StateReader(Array(bytes[end..<end + CheckpointFormat.hashBytes]))
        guard try stored.hash() == hash else {
            throw .damaged("the checksum of chunk \(count) is another")
        }
    }

    private func unpack(
        _ payload: Range<Int>, _ kind: UInt8, _ size: Int
    ) throws(CheckpointError) -> [UInt8] {
        guard size <= CheckpointFormat.largestChunk, kind > 0 || size == payload.count else {
            throw .damaged("a chunk has a size that cannot be")
        }
        switch kind {
        case 0: return Array(bytes[payload])
        case 1:
            let plain = bytes.withUnsafeBytes {
                packing.unpack(UnsafeRawBufferPointer(rebasing: $0[payload]), size)
            }
            guard let plain, plain.count == size else {
                throw .damaged("a chunk cannot be unpacked")
            }
            return plain
        default: throw .damaged("a chunk is packed in a way that there is not")
        }
    }
}

extension StateReader {
    fileprivate mutating func identity() throws(CheckpointError) -> CheckpointIdentity {
        let offset: Int64 = try number()
        let partition = Int32(try number(UInt16.self))
        let generation: UInt8 = try number()
        guard generation < 128 else { throw .damaged("its generation cannot be") }
        return CheckpointIdentity(partition: partition, generation: generation, offset: offset)
    }
}
