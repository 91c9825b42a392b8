import BasketEvents

/// A checkpoint whose sizes and checksums are made to fit whatever it holds.
///
/// A fuzzer that only turns bytes over never gets past a checksum. This one takes what lies between
/// two magic numbers for a chunk; what it holds stays as it is.
public enum SealedChunks {
    private static let magic = Array("BWCP".utf8)
    private static let headerBytes = 32
    private static let hashBytes = 16

    public static func sealing(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.starts(with: magic), bytes.count >= 8 + hashBytes else { return bytes }
        // Format 1 is one piece.
        guard bytes[4] != 1 else { return sealed(Array(bytes.dropLast(hashBytes))) }
        var sealedBytes: [UInt8] = []
        var index: UInt32 = 0
        var identity: ArraySlice<UInt8>?
        for piece in pieces(of: bytes) where piece.count >= headerBytes + hashBytes {
            var chunk = Array(piece.dropLast(hashBytes))
            write(index, to: &chunk, at: 8)
            // Offset, partition and generation: all chunks' are the first one's.
            identity = identity ?? chunk[12..<23]
            if let identity { chunk.replaceSubrange(12..<23, with: identity) }
            let size = UInt32(chunk.count - headerBytes)
            if chunk[23] == 0 { write(size, to: &chunk, at: 24) }
            write(size, to: &chunk, at: 28)
            sealedBytes += sealed(chunk)
            index += 1
        }
        return sealedBytes
    }

    private static func sealed(_ chunk: [UInt8]) -> [UInt8] {
        let hash = chunk.withUnsafeBytes { StableHash($0) }
        var bytes = chunk
        for word in [hash.high, hash.low] {
            withUnsafeBytes(of: word.littleEndian) { bytes += $0 }
        }
        return bytes
    }

    private static func write(_ number: UInt32, to bytes: inout [UInt8], at place: Int) {
        withUnsafeBytes(of: number.littleEndian) {
            bytes.replaceSubrange(place..<place + 4, with: $0)
        }
    }

    private static func pieces(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var starts: [Int] = []
        var at = 0
        while at + magic.count <= bytes.count {
            if bytes[at..<at + magic.count].elementsEqual(magic) { starts.append(at) }
            at += 1
        }
        return zip(starts, starts.dropFirst() + [bytes.count]).map { bytes[$0..<$1] }
    }
}
