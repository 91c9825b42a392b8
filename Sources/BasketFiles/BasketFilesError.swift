/// What can go wrong with a file of events, and what to do about it.
///
/// A line that is no event is not here: it is data, and goes on to quarantine.
public enum BasketFilesError: Error, Hashable {
    case cannotOpen(path: String, reason: String)
    case isDirectory(path: String)
    /// There is not one line in it.
    case noLines(path: String)
    /// What lies there is no text, so it holds no lines.
    case notText(path: String)
    case cannotRead(path: String, reason: String, after: Place)
    /// Packed by a program whose files are not read here.
    case foreignPacking(path: String, program: String)
    /// Packed so that unpacking it would take more than 128 MiB.
    case windowTooLarge(path: String)
    /// The file ends in the middle of its compressed data.
    case truncated(path: String, after: Place)
    case corrupt(path: String, reason: String, after: Place)
    case cannotWrite(path: String, reason: String)
    /// Whoever read our output has gone (`| head`).
    case readerGone

    /// How far reading had come.
    public struct Place: Hashable, Sendable, CustomStringConvertible {
        /// The last whole line, counted from 1; 0 when there was none.
        public let line: Int
        /// Bytes of the file, as it is on disk.
        public let bytes: Int

        public var description: String { "line \(line), \(bytes) bytes into the file" }
    }
}

extension BasketFilesError: CustomStringConvertible {
    /// What failed, on which file, and the next step. Never a line's content.
    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "\(path) cannot be opened: \(reason). Check the path and who may read or write it."
        case .isDirectory(let path):
            "\(path) is a directory, and a file is wanted. Name one in it."
        case .noLines(let path):
            "\(path) is empty. Give one with an event a line (docs/events.md); "
                + "`basketwatch generate --output FILE` makes one to try."
        case .notText(let path):
            "\(path) is no text, so there are no events in it. Give a file with an event a line "
                + "(docs/events.md): plain, .gz or .zst."
        case .cannotRead(let path, let reason, let place):
            "Reading \(path) failed after \(place): \(reason). The lines before were handed over. "
                + "Look at the disk or the network under it, and try again."
        case .foreignPacking(let path, let program):
            "\(path) is packed with \(program), which is not read here. "
                + "Unpack it on the way: \(program) -dc \(path) | … -"
        case .windowTooLarge(let path):
            "\(path) needs more than 128 MiB to unpack. "
                + "Unpack it on the way: zstd -dc --long=31 \(path) | … -"
        case .truncated(let path, let place):
            "\(path) ends too early, after \(place): its compressed data is cut off. "
                + "The lines before were handed over. Get the file again."
        case .corrupt(let path, let reason, let place):
            "\(path) is damaged after \(place): \(reason). "
                + "The lines before were handed over. Get the file again."
        case .cannotWrite(let path, let reason):
            "Writing \(path) failed: \(reason). Make room, or name another place, and write "
                + "it again."
        case .readerGone:
            "Whoever read the output has gone."
        }
    }
}
