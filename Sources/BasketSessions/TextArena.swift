import BasketEvents

/// Where a text lies in a ``TextArena``; `count` 0 is no text.
public struct TextRange: Hashable, Sendable {
    public let start: UInt32
    public let count: UInt32

    public static let none = TextRange(start: 0, count: 0)

    @inlinable
    public init(start: UInt32, count: UInt32) {
        self.start = start
        self.count = count
    }
}

/// Texts and bytes that effects speak of, one behind the other: one buffer instead of many strings.
public struct TextArena: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public mutating func append(_ text: UnsafeRawBufferPointer) -> TextRange {
        guard text.count > 0 else { return .none }
        let range = TextRange(start: UInt32(bytes.count), count: UInt32(text.count))
        bytes.append(contentsOf: text)
        return range
    }

    /// A copy of a text: for messages and tests.
    public func string(_ range: TextRange) -> String {
        String(decoding: bytes[Int(range.start)..<Int(range.start + range.count)], as: UTF8.self)
    }

    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }
}
