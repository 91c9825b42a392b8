import Glibc

/// The bytes of a file, unpacked, piece by piece.
struct ByteSource: ~Copyable {
    private static let chunk = 128 * 1024

    private let file: FileDescriptor
    /// Becomes readable when nobody wants more.
    private let stop: Int32?
    /// `nil` until enough of a pipe has come to tell its packing by.
    private var unpacker: (any Unpacker)?
    private let input: UnsafeMutableRawBufferPointer
    /// What was read and not yet unpacked lies between these.
    private var start: Int
    private var end: Int
    private var isFileAtEnd = false
    /// Bytes of the file that have been unpacked.
    private(set) var bytesRead = 0
    /// Whether all has been handed over.
    private(set) var isAtEnd = false

    init(path: String, until stop: Int32?) throws(BasketFilesError) {
        let file = try FileDescriptor(reading: path)
        self.stop = stop
        (start, end) = (0, 0)
        input = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunk, alignment: 16)
        self.file = file
    }

    deinit {
        input.deallocate()
    }

    var size: Int? { file.size }
    /// As people see it.
    var path: String { file.path }

    /// Fills `output` with what comes next, or a part of it, and says how much that was; 0 at the end,
    /// `nil` when it was told to stop before that.
    /// - Parameter line: The last whole line handed over, for messages.
    mutating func read(
        into output: UnsafeMutableRawBufferPointer, line: Int
    ) throws(BasketFilesError) -> Int? {
        while !isAtEnd {
            guard let unpacker = try begin() else { return nil }
            if start == end && !isFileAtEnd, try !refill(line) { return nil }
            let waiting = UnsafeRawBufferPointer(rebasing: input[start..<end])
            let (used, made) = try unpack(waiting, with: unpacker, into: output, line)
            start += used
            bytesRead += used
            if made > 0 { return made }
            guard used == 0 else { continue }
            if !waiting.isEmpty {
                throw .corrupt(path: file.path, reason: "it makes no sense", after: place(line))
            }
            guard isFileAtEnd else { continue }
            guard unpacker.isWhole else { throw .truncated(path: file.path, after: place(line)) }
            isAtEnd = true
        }
        return 0
    }

    private func unpack(
        _ waiting: UnsafeRawBufferPointer, with unpacker: any Unpacker,
        into output: UnsafeMutableRawBufferPointer, _ line: Int
    ) throws(BasketFilesError) -> (taken: Int, made: Int) {
        do throws(UnpackFailure) {
            return try unpacker.unpack(waiting, into: output)
        } catch {
            switch error {
            case .windowTooLarge: throw .windowTooLarge(path: file.path)
            case .damaged(let reason):
                throw .corrupt(path: file.path, reason: reason, after: place(line))
            }
        }
    }

    private func place(_ line: Int) -> BasketFilesError.Place {
        BasketFilesError.Place(line: line, bytes: bytesRead)
    }

    /// - Returns: `false` when it was told to stop.
    private mutating func refill(_ line: Int) throws(BasketFilesError) -> Bool {
        guard let count = try file.read(into: input, after: place(line), until: stop) else {
            return false
        }
        (start, end) = (0, count)
        isFileAtEnd = count == 0
        return true
    }

    /// Reads until there is enough to tell the packing by; the first ``read(into:line:)`` does it, too.
    ///
    /// - Returns: `nil` when it was told to stop before that; what came waits for the next call.
    @discardableResult
    mutating func begin() throws(BasketFilesError) -> (any Unpacker)? {
        if let unpacker { return unpacker }
        while end < Packing.markLength {
            let room = UnsafeMutableRawBufferPointer(rebasing: input[end...])
            let place = BasketFilesError.Place(line: 0, bytes: end)
            guard let more = try file.read(into: room, after: place, until: stop) else {
                return nil
            }
            if more == 0 { break }
            end += more
        }
        let made = try Self.unpacker(Packing(start: input[..<end]), path: file.path)
        unpacker = made
        return made
    }

    private static func unpacker(
        _ packing: Packing, path: String
    ) throws(BasketFilesError) -> any Unpacker {
        do throws(UnpackFailure) {
            switch packing {
            case .plain: return PlainUnpacker()
            case .gzip: return try GzipUnpacker()
            case .zstd: return try ZstdUnpacker()
            case .foreign: break
            }
        } catch {
            throw .cannotOpen(path: path, reason: "out of memory")
        }
        guard case .foreign(let program) = packing else { return PlainUnpacker() }
        throw .foreignPacking(path: path, program: program)
    }
}
