import CZstd

/// Bytes packed and unpacked at once, in memory: one zstd frame.
public enum ZstdBlock {
    /// Level 1: three times as fast as level 3, and what is mostly hashes gets no smaller there.
    private static let level: Int32 = 1

    /// - Returns: `nil` when there is no memory for it.
    public static func pack(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        let bound = ZSTD_compressBound(bytes.count)
        var isPacked = false
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { target, count in
            let size = ZSTD_compress(
                target.baseAddress, bound, bytes.baseAddress, bytes.count, level)
            isPacked = ZSTD_isError(size) == 0
            count = isPacked ? size : 0
        }
        return isPacked ? packed : nil
    }

    /// - Returns: the bytes, exactly `size` of them; `nil` when these were not packed so.
    public static func unpack(_ packed: UnsafeRawBufferPointer, size: Int) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { target, count in
            let made = ZSTD_decompress(
                target.baseAddress, size, packed.baseAddress, packed.count)
            count = ZSTD_isError(made) == 0 ? made : 0
        }
        return bytes.count == size ? bytes : nil
    }
}
