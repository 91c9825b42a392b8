import CZstd

/// A zstd file: one frame after another, those to be skipped among them.
///
/// Its memory is bounded by zstd's own limit on a frame's window, 128 MiB.
final class ZstdUnpacker: Unpacker {
    private let stream: OpaquePointer
    private(set) var isWhole = false

    init() throws(UnpackFailure) {
        guard let stream = ZSTD_createDStream() else {
            throw .damaged("zstd did not start, for want of memory")
        }
        self.stream = stream
    }

    deinit {
        ZSTD_freeDStream(stream)
    }

    func unpack(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(UnpackFailure) -> (taken: Int, made: Int) {
        // Asked between frames without input, zstd would say that it waits for another frame.
        if isWhole && input.isEmpty { return (0, 0) }
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let result = ZSTD_decompressStream(stream, &target, &source)
        if ZSTD_isError(result) != 0 {
            if basketwatch_zstd_is_window_too_large(result) != 0 { throw .windowTooLarge }
            throw .damaged(String(cString: ZSTD_getErrorName(result)))
        }
        isWhole = result == 0
        return (source.pos, target.pos)
    }
}
