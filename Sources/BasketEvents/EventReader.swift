/// Reads native JSON events from raw bytes, without allocating.
///
/// One reader a worker: it owns the memory that a record is copied to and its texts lie in. (The copy
/// takes a few ns; in return no byte needs a check for the end, and texts are unescaped in place.)
public struct EventReader: ~Copyable {
    /// What the last successful ``read(_:)`` found. Its texts are gone at the next read.
    public private(set) var event = ShopEvent()

    private let record: UnsafeMutablePointer<UInt8>
    private let names = EventFieldNames()
    private var found = FoundFields()

    public init() {
        record = .allocate(capacity: EventLimits.recordBytes + JSONScanner.padding)
    }

    deinit {
        record.deallocate()
    }

    /// Reads one record's value into ``event``.
    ///
    /// Of several reasons for a refusal the first of this order is given: the record's form, what is
    /// wrong with fields as such, then field by field (see docs/events.md).
    /// - Returns: `nil` when the event can be used, else why not; ``event`` then means nothing.
    public mutating func read(_ bytes: UnsafeRawBufferPointer) -> RefusalReason? {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return .emptyRecord }
        guard bytes.count <= EventLimits.recordBytes else { return .recordTooLarge }
        UnsafeMutableRawPointer(record).copyMemory(from: source, byteCount: bytes.count)
        let end = record + bytes.count
        end.update(repeating: 0, count: JSONScanner.padding)

        found.clear()
        do throws(RefusalReason) {
            var scanner = JSONScanner(at: record)
            let isObject = try scan(&scanner)
            scanner.skipSpace()
            // What follows is no JSON, be it a zero of the record's own.
            guard scanner.at == end else { return .badJSON }
            guard isObject else { return .notAnObject }
        } catch {
            return error
        }
        return found.flaw ?? found.fill(&event)
    }

    /// Reads the record's value into what was found.
    ///
    /// - Returns: whether it was an object.
    @inline(__always)
    private mutating func scan(_ scanner: inout JSONScanner) throws(RefusalReason) -> Bool {
        scanner.skipSpace()
        guard scanner.take("{") else {
            try scanner.skipValue(within: 0)
            return false
        }
        scanner.skipSpace()
        if !scanner.take("}") {
            repeat {
                scanner.skipSpace()
                scanner = try scanField(scanner)
                scanner.skipSpace()
            } while scanner.take(",")
            guard scanner.take("}") else { throw .badJSON }
        }
        return true
    }

    /// Reads one field, key and value.
    ///
    /// - Returns: the scanner behind it: by value it stays in a register, a tenth faster.
    private mutating func scanField(_ start: JSONScanner) throws(RefusalReason) -> JSONScanner {
        var scanner = start
        guard scanner.take("\"") else { throw .badJSON }
        let key = try scanner.text()
        scanner.skipSpace()
        guard scanner.take(":") else { throw .badJSON }
        scanner.skipSpace()
        guard let field = names.field(key.start, count: key.count) else {
            try scanner.skipValue(within: 1)
            return scanner
        }

        found.see(field)
        switch scanner.at[0] {
        case UInt8(ascii: "\""):
            scanner.at += 1
            found.put(try scanner.text(), in: field)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            found.put(try scanner.number(), in: field)
        case UInt8(ascii: "n"):
            try scanner.takeLiteral()
        default:
            found.putOther(in: field)
            try scanner.skipValue(within: 1)
        }
        return scanner
    }
}
