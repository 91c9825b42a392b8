/// A recorded clickstream: a file of lines, plain, gzip or zstd, whatever its name says.
///
/// Read once, front to back, in bounded memory. Line breaks are LF or CRLF, and the last one may be
/// missing. Empty lines and a byte order mark are passed over; the former are counted. Not copyable
/// and not Sendable: one owner, one thread at a time.
public struct RecordedClickstream: ~Copyable {
    /// Half of what a Kafka record may hold by default: a longer line is no event of ours, but its
    /// start still fits into a record, and so into quarantine.
    public static let standardLineLimit = 512 * 1024

    private var source: ByteSource
    private var buffer: LineBuffer
    /// The number of the line handed over last, from 1.
    public private(set) var lineNumber = 0
    /// Empty lines passed over so far.
    public private(set) var emptyLines = 0

    /// How much of the start is looked at to tell a text from anything else, as git does.
    private static let startLength = 8_000
    private var isStartSeen = false

    /// Opens a file; `-` is standard input.
    /// - Parameters:
    ///   - lineLimit: Of a longer line only so many bytes are handed over, marked as cut.
    ///   - stop: A descriptor that becomes readable when nobody wants more: a pipe may be silent for
    ///     long. Reading then ends with the last whole line. It must stay open as long as this is read.
    public init(
        path: String, lineLimit: Int = RecordedClickstream.standardLineLimit,
        until stop: Int32? = nil
    ) throws(BasketFilesError) {
        var source = try ByteSource(path: path, until: stop)
        // A file of another packing is told of at once; a pipe may be silent for long.
        if source.size != nil { try source.begin() }
        self.source = source
        buffer = LineBuffer(lineLimit: lineLimit)
    }

    /// Bytes taken from the file so far, as they are on disk.
    public var bytesRead: Int { source.bytesRead }

    /// Bytes of the file on disk; `nil` for a pipe.
    public var bytesTotal: Int? { source.size }

    /// How much of the file has been read, 0 to 1; `nil` for a pipe.
    public var share: Double? {
        bytesTotal.map { $0 == 0 ? 1 : min(Double(bytesRead) / Double($0), 1) }
    }

    /// Lends the next lines to `body`, one call each, and says how many there were: 0 at the end, or
    /// when it was told to stop.
    ///
    /// Throws ``BasketFilesError`` once the lines before the damage have been handed over, and
    /// whatever `body` throws: the line it threw on counts as handed over.
    public mutating func forEachLine(
        limit: Int = .max, _ body: (RecordedLine) throws -> Void
    ) throws -> Int {
        var count = 0
        while count < limit, let found = try nextLine() {
            lineNumber += 1
            guard found.length > 0 else {
                emptyLines += 1
                continue
            }
            count += 1
            let bytes = buffer.bytes(found)
            try body(RecordedLine(bytes: bytes, number: lineNumber, length: found.length))
        }
        return count
    }

    /// Refuses what is no text before any of it is taken for a line.
    ///
    /// An event begins with `{`: a file that begins like one is read, whatever comes then.
    private mutating func lookAtStart(
        _ bytes: UnsafeRawBufferPointer
    ) throws(BasketFilesError) {
        guard !isStartSeen else { return }
        isStartSeen = true
        let start = bytes.prefix(Self.startLength)
        guard start.first != UInt8(ascii: "{"), start.contains(0) else { return }
        throw .notText(path: source.path)
    }

    /// - Throws: ``BasketFilesError/noLines(path:)`` when all was read, and not one line was there.
    public func checkNotEmpty() throws(BasketFilesError) {
        if lineNumber == 0 { throw .noLines(path: source.path) }
    }

    private mutating func nextLine() throws(BasketFilesError) -> LineBuffer.Found? {
        while true {
            if let found = buffer.takeLine(isAtEnd: source.isAtEnd) { return found }
            if source.isAtEnd { return nil }
            let room = buffer.room()
            guard let count = try source.read(into: room, line: lineNumber) else { return nil }
            try lookAtStart(UnsafeRawBufferPointer(rebasing: room[..<count]))
            buffer.filled(count)
        }
    }
}
