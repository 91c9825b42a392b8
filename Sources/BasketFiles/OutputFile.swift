import Glibc

/// A file of lines being written, or standard output.
///
/// Lines are gathered and written in large pieces; call ``finish()``, or the last piece is lost. A
/// program that writes to a pipe must ignore SIGPIPE, else it ends without a word when the reader
/// goes.
public struct OutputFile: ~Copyable {
    private static let capacity = 256 * 1024

    private let file: FileDescriptor
    private let buffer: UnsafeMutableRawBufferPointer
    private var count = 0
    /// Bytes written so far, those still gathered among them.
    public private(set) var bytesWritten = 0

    /// Makes or empties a file; `-` is standard output.
    public init(path: String) throws(BasketFilesError) {
        file = try FileDescriptor(writing: path)
        buffer = .allocate(byteCount: Self.capacity, alignment: 16)
    }

    deinit {
        buffer.deallocate()
    }

    /// Closes the file and removes it: for one that did not become whole. What is no regular file
    /// (a device, a pipe) stays.
    public consuming func discard() {
        // One that cannot be removed is told of by the error that brought us here.
        if file.size != nil, file.isOurs { unlink(file.path) }
    }

    /// Writes a line and its line break.
    /// - Throws: ``BasketFilesError/readerGone`` when nobody reads the pipe any more.
    public mutating func writeLine(_ line: UnsafeRawBufferPointer) throws(BasketFilesError) {
        try write(line)
        let lineBreak: UInt8 = 0x0A
        if count == buffer.count { try flush() }
        buffer[count] = lineBreak
        count += 1
        bytesWritten += 1
    }

    /// Writes bytes as they are.
    public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(BasketFilesError) {
        if bytes.count > buffer.count - count { try flush() }
        if bytes.count > buffer.count {
            try file.write(bytes)
        } else {
            UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyMemory(from: bytes)
            count += bytes.count
        }
        bytesWritten += bytes.count
    }

    /// Writes what is still gathered: now, for a reader that waits.
    public mutating func flush() throws(BasketFilesError) {
        let gathered = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        count = 0
        try file.write(gathered)
    }

    /// Writes what is still gathered, and closes the file.
    public consuming func finish() throws(BasketFilesError) {
        try flush()
    }
}
