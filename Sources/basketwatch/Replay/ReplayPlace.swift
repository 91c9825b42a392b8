import BasketConsole

/// Where a record lies, as people find it again.
enum ReplayPlace: Hashable {
    case line(file: String, number: Int64)
    case offset(partition: Int32, offset: Int64)

    /// `events.jsonl:12`, or `3:120` for partition 3, offset 120: enough among all files.
    var text: String {
        switch self {
        case .line(let file, let number): "\(file):\(number)"
        case .offset(let partition, let offset): "\(partition):\(offset)"
        }
    }

    /// The line alone, where there is but one file.
    var shortText: String {
        guard case .line(_, let number) = self else { return text }
        return "\(number)"
    }

    /// `file` and `line`, or `partition` and `log_offset`, with a prefix before each name.
    func fields(prefix: String = "") -> [(name: String, value: JSONValue)] {
        switch self {
        case .line(let file, let number):
            [(prefix + "file", .text(file)), (prefix + "line", .integer(number))]
        case .offset(let partition, let offset):
            [
                (prefix + "partition", .integer(Int64(partition))),
                (prefix + "log_offset", .integer(offset)),
            ]
        }
    }
}

/// Finds the place of an offset.
///
/// Files are read one behind the other as one partition; a line's offset is its number, counted on
/// from file to file.
struct ReplayPlaces {
    /// What the places of a column are, for its heading.
    enum Kind: String {
        case line
        case fileAndLine = "file:line"
        case partitionAndOffset = "partition:offset"
    }

    var kind = Kind.partitionAndOffset
    /// With the offset of the line before a file's first; empty for a topic.
    private var files: [(path: String, before: Int64)] = []

    /// A file begins: its first line's offset is `before` + 1.
    mutating func begin(_ path: String, before: Int64) {
        files.append((path, before))
    }

    func place(_ partition: Int32, _ offset: Int64) -> ReplayPlace {
        guard let file = files.last(where: { $0.before < offset }) else {
            return .offset(partition: partition, offset: offset)
        }
        return .line(file: file.path, number: offset - file.before)
    }
}
