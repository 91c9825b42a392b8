/// Zstandard files without its program: a frame whose one block is stored as it is (RFC 8878, 3.1.1).
enum Zstd {
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        precondition(bytes.count < 128 << 10, "One block holds 128 KiB at most.")
        let size = UInt32(bytes.count)
        // Single segment, content size in four bytes, no checksum.
        let header: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0xA0] + littleEndian(size)
        return header + littleEndian(size << 3 | 1).prefix(3) + bytes
    }

    private static func littleEndian(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
