import Glibc

/// Bytes that wait to be cut into lines: one allocation, reused.
///
/// Between `start` and `end` lie the bytes that are not yet handed over. Of a line longer than the
/// limit its start stays there, while the rest is counted and let go.
struct LineBuffer: ~Copyable {
    /// Where a line lies in the buffer, and how long it is in the file, both without its line break.
    struct Found {
        let start: Int
        let count: Int
        let length: Int
    }

    private static let carriageReturn = UInt8(ascii: "\r")
    private static let lineFeed = Int32(UInt8(ascii: "\n"))
    /// The least that is read at once.
    private static let chunk = 256 * 1024

    private let lineLimit: Int
    private let storage: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    /// Where the search for a line break goes on: what lies before holds none.
    private var searched = 0
    /// Bytes of an overlong line that were let go, and whether the last of them was a CR.
    private var dropped = 0
    private var isReturnDropped = false
    private var isAtFileStart = true

    init(lineLimit: Int) {
        precondition(lineLimit > 0, "A line needs a byte.")
        self.lineLimit = lineLimit
        storage = .allocate(byteCount: lineLimit + Self.chunk, alignment: 16)
    }

    deinit {
        storage.deallocate()
    }

    /// A line's bytes, good until the next call of ``room()``.
    func bytes(_ found: Found) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: storage[found.start..<found.start + found.count])
    }

    /// Takes the next line out; `nil` when more bytes are needed, or none are left.
    mutating func takeLine(isAtEnd: Bool) -> Found? {
        if isAtFileStart {
            guard end - start >= 3 || isAtEnd else { return nil }
            isAtFileStart = false
            skipByteOrderMark()
        }
        if let lineBreak = findLineBreak() { return take(upTo: lineBreak, next: lineBreak + 1) }
        searched = end
        guard isAtEnd, end > start else { return nil }
        return take(upTo: end, next: end)
    }

    /// Where the next bytes go. Lines taken out before are gone.
    mutating func room() -> UnsafeMutableRawBufferPointer {
        if end - start > lineLimit {
            isReturnDropped = storage[end - 1] == Self.carriageReturn
            dropped += end - start - lineLimit
            end = start + lineLimit
        }
        if start > 0 {
            let waiting = UnsafeRawBufferPointer(rebasing: storage[start..<end])
            storage.copyMemory(from: waiting)
            searched -= start
            (start, end) = (0, waiting.count)
        }
        searched = min(searched, end)
        return UnsafeMutableRawBufferPointer(rebasing: storage[end...])
    }

    /// Says how many bytes came into ``room()``.
    mutating func filled(_ count: Int) {
        end += count
    }

    private func findLineBreak() -> Int? {
        guard let base = storage.baseAddress, end > searched else { return nil }
        return memchr(base + searched, Self.lineFeed, end - searched).map { $0 - base }
    }

    private mutating func take(upTo lineBreak: Int, next: Int) -> Found {
        let isLastDropped = dropped > 0 && lineBreak - start == lineLimit
        let hasReturn =
            isLastDropped
            ? isReturnDropped
            : lineBreak > start && storage[lineBreak - 1] == Self.carriageReturn
        let length = dropped + lineBreak - start - (hasReturn ? 1 : 0)
        let found = Found(start: start, count: min(length, lineLimit), length: length)
        (start, searched, dropped) = (next, next, 0)
        return found
    }

    private mutating func skipByteOrderMark() {
        guard end - start >= 3, storage[..<3].elementsEqual([0xEF, 0xBB, 0xBF]) else { return }
        (start, searched) = (3, 3)
    }
}
