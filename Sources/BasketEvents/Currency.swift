/// An ISO 4217 currency code: three capital letters, packed into one word.
public struct Currency: Hashable, Sendable {
    /// The three ASCII letters, the first in the highest of the low 24 bits; 0 is no currency.
    public let code: UInt32

    @inlinable
    public init(code: UInt32) {
        self.code = code
    }

    /// The currency was not said.
    public static let none = Currency(code: 0)

    /// Reads three capital ASCII letters; `nil` for anything else.
    @inlinable
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 3 else { return nil }
        var code: UInt32 = 0
        for byte in bytes {
            guard byte >= 0x41, byte <= 0x5A else { return nil }
            code = code << 8 | UInt32(byte)
        }
        self.code = code
    }

    /// Reads a literal such as `"EUR"`; `nil` unless it is three capital letters.
    public init?(_ text: String) {
        var copy = text
        guard let currency = copy.withUTF8({ Currency(UnsafeRawBufferPointer($0)) }) else {
            return nil
        }
        self = currency
    }
}

extension Currency: CustomStringConvertible {
    /// The three letters, or nothing for ``none``.
    public var description: String {
        guard code != 0 else { return "" }
        return String(
            decoding: [UInt8(code >> 16 & 255), UInt8(code >> 8 & 255), UInt8(code & 255)],
            as: UTF8.self)
    }
}
