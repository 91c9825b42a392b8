import BasketEvents

/// Reads what ``StateWriter`` wrote. Ends with an error at the first thing that cannot be.
struct StateReader {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { at == bytes.count }

    mutating func number<Number: FixedWidthInteger>(
        _ type: Number.Type = Number.self
    ) throws(CheckpointError) -> Number {
        let size = MemoryLayout<Number>.size
        guard bytes.count - at >= size else { throw .damaged("it ends in the middle of a number") }
        let raw = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: Number.self) }
        at += size
        return Number(littleEndian: raw)
    }

    /// What ``StateWriter/append(small:)`` wrote: in as few bytes as it takes, and no more.
    @inline(__always)
    mutating func small() throws(CheckpointError) -> UInt64 {
        guard at < bytes.count else { throw .damaged("it ends in the middle of a number") }
        let first = bytes[at]
        at += 1
        return first < 0x80 ? UInt64(first) : try large(first)
    }

    @inline(never)
    private mutating func large(_ first: UInt8) throws(CheckpointError) -> UInt64 {
        var number = UInt64(first & 0x7F)
        for shift in stride(from: UInt64(7), through: 63, by: 7) {
            let byte: UInt8 = try self.number()
            number |= UInt64(byte & 0x7F) &<< shift
            guard byte < 0x80 else { continue }
            guard byte > 0, shift < 63 || byte == 1 else { break }
            return number
        }
        throw .damaged("a number is none")
    }

    /// A small number of a type that may be too narrow for it.
    @inline(__always)
    mutating func small<Number: FixedWidthInteger>(
        as type: Number.Type
    ) throws(CheckpointError) -> Number {
        guard let number = Number(exactly: try small()) else {
            throw .damaged("a number is too large")
        }
        return number
    }

    @inline(__always)
    mutating func near() throws(CheckpointError) -> Int64 {
        let raw = try small()
        return Int64(bitPattern: raw &>> 1) ^ -Int64(bitPattern: raw & 1)
    }

    /// A text with its length before it, as every part of the house can carry it.
    mutating func shortText() throws(CheckpointError) -> [UInt8] {
        try text(count: try small(as: Int.self))
    }

    /// Bytes with their number before them.
    mutating func shortBytes() throws(CheckpointError) -> [UInt8] {
        try raw(count: try small(as: Int.self))
    }

    mutating func hash() throws(CheckpointError) -> StableHash {
        let high: UInt64 = try number()
        return StableHash(high: high, low: try number())
    }

    /// A text that every part of the house can carry: UTF-8 without NUL.
    mutating func text() throws(CheckpointError) -> [UInt8] {
        try text(count: try count())
    }

    private mutating func text(count: Int) throws(CheckpointError) -> [UInt8] {
        let text = try raw(count: count)
        guard !text.contains(0), String(validating: text, as: UTF8.self) != nil else {
            throw .damaged("a text is none")
        }
        return text
    }

    private mutating func raw(count: Int) throws(CheckpointError) -> [UInt8] {
        guard count <= bytes.count - at else { throw .damaged("it promises more than it holds") }
        defer { at += count }
        return Array(bytes[at..<at + count])
    }

    mutating func flag() throws(CheckpointError) -> Bool {
        let flag: UInt8 = try number()
        guard flag < 2 else { throw .damaged("a yes or no is neither") }
        return flag == 1
    }

    /// A time that can be reckoned with: no sum or difference of two overflows.
    mutating func time() throws(CheckpointError) -> Int64 {
        let time: Int64 = try number()
        guard time >= 0, time < SessionSettings.limitMilliseconds else {
            throw .damaged("a time cannot be")
        }
        return time
    }

    /// A time, or the number that stands for "never".
    mutating func time(or never: Int64) throws(CheckpointError) -> Int64 {
        let before = at
        guard try number(Int64.self) != never else { return never }
        at = before
        return try time()
    }

    /// A number of things to come, each at least a byte: so none can be more than what is left.
    mutating func count() throws(CheckpointError) -> Int {
        let count = Int(try number(UInt32.self))
        guard count <= bytes.count - at else { throw .damaged("it promises more than it holds") }
        return count
    }

    mutating func all<Element>(
        _ body: (inout StateReader) throws(CheckpointError) -> Element
    ) throws(CheckpointError) -> [Element] {
        let count = try count()
        var elements: [Element] = []
        for _ in 0..<count { elements.append(try body(&self)) }
        return elements
    }

    mutating func oneOf<Choice: RawRepresentable>(
        _ type: Choice.Type, _ name: String
    ) throws(CheckpointError) -> Choice where Choice.RawValue == UInt8 {
        guard let choice = Choice(rawValue: try number()) else {
            throw .damaged("\(name) is none that there is")
        }
        return choice
    }
}
