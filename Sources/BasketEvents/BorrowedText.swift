/// Text that lies in somebody else's memory: valid UTF-8, unescaped, without NUL.
///
/// Ownership: the bytes belong to the record or to the reader that read it, and are gone when the
/// reader reads the next record. Copy what you keep.
public struct BorrowedText {
    public let base: UnsafePointer<UInt8>?
    public let count: Int

    @inlinable
    public init(base: UnsafePointer<UInt8>?, count: Int) {
        self.base = base
        self.count = count
    }

    /// The field was absent (or `null`).
    public static var absent: BorrowedText { BorrowedText(base: nil, count: 0) }

    @inlinable
    public var isPresent: Bool { base != nil }

    @inlinable
    public var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: base, count: count)
    }

    /// Whether the bytes are the same; `nil` and empty are.
    @inlinable
    public func equals(_ other: UnsafeRawBufferPointer) -> Bool {
        let own = bytes
        guard own.count == other.count else { return false }
        var place = 0
        while place &+ 8 <= own.count {
            let left = own.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            guard left == other.loadUnaligned(fromByteOffset: place, as: UInt64.self) else {
                return false
            }
            place &+= 8
        }
        while place < own.count {
            guard own[place] == other[place] else { return false }
            place &+= 1
        }
        return true
    }

    /// Whether this is the text of a literal, which must be ASCII or UTF-8 as it stands.
    @inlinable
    public func equals(_ literal: StaticString) -> Bool {
        equals(UnsafeRawBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }
}

extension BorrowedText: CustomStringConvertible {
    /// A copy as `String`: for messages and tests, not for the hot path.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}
