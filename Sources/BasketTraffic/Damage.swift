import BasketEvents

/// The ways in which a malformed event is spoiled; each makes any event unusable.
enum Damage: UInt8, CaseIterable, Sendable {
    /// Ends before its end.
    case truncated
    case emptied
    /// A byte that UTF-8 does not know, inside a text.
    case badUTF8
    /// Half of a surrogate pair, as an escape.
    case loneSurrogate
    case unknownType
    case missingType
    case missingShopper
    /// The time is a truth value.
    case wrongFieldType
    case absurdTime
    /// `-3`; an event without a quantity gets one.
    case negativeQuantity
    /// The id said twice.
    case repeatedField
    /// In an array.
    case wrapped

    /// Spoils the bytes of a good event, as ``EventScribe`` writes them.
    func spoil(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        switch self {
        case .truncated: Array(bytes.prefix(1 + random.index(below: bytes.count - 1)))
        case .emptied: []
        case .badUTF8: bytes.replacing("\"e-", by: [0x22, 0xFF])
        case .loneSurrogate: bytes.replacing("\"e-", by: Array("\"\\ud83d-".utf8))
        case .unknownType: bytes.replacing("\"type\":\"", by: Array("\"type\":\"un".utf8))
        case .missingType: bytes.replacing("\"type\"", by: Array("\"kind\"".utf8))
        case .missingShopper: bytes.replacing("\"shopper_id\"", by: Array("\"customer\"".utf8))
        case .wrongFieldType:
            bytes.replacing("\"time_ms\":", by: Array("\"time_ms\":true,\"t\":".utf8))
        case .absurdTime: bytes.replacing("\"time_ms\":", by: Array("\"time_ms\":9".utf8))
        case .negativeQuantity: bytes.withNegativeQuantity()
        case .repeatedField: bytes.replacing("{", by: Array("{\"id\":\"e-0\",".utf8))
        case .wrapped: [UInt8(ascii: "[")] + bytes + [UInt8(ascii: "]")]
        }
    }
}

extension [UInt8] {
    /// With the first occurrence of `text` replaced; unchanged where there is none.
    fileprivate func replacing(_ text: StaticString, by other: [UInt8]) -> [UInt8] {
        let wanted = Array(
            UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        guard count >= wanted.count else { return self }
        for start in 0...(count - wanted.count)
        where self[start..<start + wanted.count].elementsEqual(wanted) {
            return self[..<start] + other + self[(start + wanted.count)...]
        }
        return self
    }

    fileprivate func withNegativeQuantity() -> [UInt8] {
        let spoiled = replacing("\"quantity\":", by: Array("\"quantity\":-".utf8))
        guard spoiled == self else { return spoiled }
        return replacing("{", by: Array("{\"quantity\":-3,".utf8))
    }
}
