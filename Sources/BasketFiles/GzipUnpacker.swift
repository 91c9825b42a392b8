import CZlib

/// A gzip file: one member after another, as `cat a.gz b.gz` makes them.
///
/// Owns one zlib stream, which holds pointers to itself and so has an address of its own.
final class GzipUnpacker: Unpacker {
    private let stream: UnsafeMutablePointer<z_stream>
    private(set) var isWhole = false

    init() throws(UnpackFailure) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard basketwatch_inflate_init_gzip(stream) == Z_OK else {
            throw .damaged("zlib did not start, for want of memory")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    func unpack(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(UnpackFailure) -> (taken: Int, made: Int) {
        if isWhole {
            // Tapes and some tools pad the end with zeros.
            let padding = input.prefix { $0 == 0 }.count
            if padding > 0 || input.isEmpty { return (padding, 0) }
            inflateReset(stream)
            isWhole = false
        }
        // zlib only reads through next_in, although its type does not say so.
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(clamping: input.count)
        stream.pointee.next_out = output.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(clamping: output.count)

        let result = inflate(stream, Z_NO_FLUSH)
        switch result {
        // Z_BUF_ERROR: nothing to do without more input.
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isWhole = true
        default:
            let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib code \(result)"
            throw .damaged(reason)
        }
        return (
            input.count - Int(stream.pointee.avail_in), output.count - Int(stream.pointee.avail_out)
        )
    }
}
