import BasketEvents
import BasketRisk

/// Values of columns in their binary form, for people.
enum FieldText {
    /// - Parameters:
    ///   - bytes: `nil`: NULL.
    ///   - other: what the value is held against: of bytes only the place is told where they part.
    static func text(
        _ bytes: UnsafeRawBufferPointer?, _ type: UInt32, beside other: UnsafeRawBufferPointer?
    ) -> String {
        guard let bytes else { return "NULL" }
        switch type {
        case SQLType.int8, SQLType.int4, SQLType.int2: return "\(integer(bytes))"
        case SQLType.bool: return integer(bytes) != 0 ? "true" : "false"
        case SQLType.float8: return "\(Double(bitPattern: UInt64(bitPattern: integer(bytes))))"
        case SQLType.date:
            let days = integer(bytes) + Int64(SQLType.daysToYear2000)
            return String(EventTime(milliseconds: days * 86_400_000).rfc3339.prefix(10))
        case SQLType.timestamptz: return time(integer(bytes))
        case SQLType.bytea: return place(bytes, other)
        case SQLType.jsonb: return String(decoding: bytes.dropFirst(), as: UTF8.self)
        default: return "'" + String(decoding: bytes, as: UTF8.self) + "'"
        }
    }

    /// The first contribution that differs, by its feature's name; `nil`: they are not two lists of
    /// the same length.
    static func contribution(
        _ stored: UnsafeRawBufferPointer?, _ replayed: UnsafeRawBufferPointer?
    ) -> FieldDifference? {
        guard let stored, let replayed, stored.count == replayed.count, stored.count % 4 == 0,
            let byte = zip(stored, replayed).enumerated().first(where: { $1.0 != $1.1 })?.offset
        else { return nil }
        let place = byte / 4
        func value(_ bytes: UnsafeRawBufferPointer) -> String {
            "\(integer(.init(rebasing: bytes[place * 4..<place * 4 + 4])))"
        }
        let names = RiskFeature.allCases.map(\.name)
        let name = place < names.count ? names[place] : "\(place)"
        return FieldDifference(
            field: "contributions.\(name)", stored: value(stored), replayed: value(replayed))
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        var value: Int64 = bytes.first.map { $0 > 127 ? -1 : 0 } ?? 0
        for byte in bytes { value = value << 8 | Int64(byte) }
        return value
    }

    /// Of microseconds since 2000.
    private static func time(_ microseconds: Int64) -> String {
        let milliseconds = (microseconds - (microseconds % 1_000 + 1_000) % 1_000) / 1_000
        let text = EventTime(
            milliseconds: milliseconds + SQLType.millisecondsToYear2000
        ).rfc3339
        let rest = microseconds - milliseconds * 1_000
        return rest == 0 ? text : "\(text) and \(rest) µs"
    }

    /// How many bytes there are, and the first that differs.
    private static func place(
        _ bytes: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer?
    ) -> String {
        let same = zip(bytes, other ?? .init(start: nil, count: 0)).prefix { $0 == $1 }.count
        guard other != nil, same < bytes.count else { return "\(bytes.count) bytes" }
        return "\(bytes.count) bytes (byte \(same): \(bytes[same]))"
    }
}
