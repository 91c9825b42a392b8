/// A value bound to a statement that runs now and then. What runs for every row goes through
/// ``RowArray``.
enum SQLValue {
    case int32(Int32)
    case int64(Int64)
    case double(Double)
    case text(String)
    case bytes([UInt8])
    case texts([String])
    case int64s([Int64])
    /// Days since 1970-01-01.
    case days([Int32])

    /// The type's number in PostgreSQL's pg_type.
    var type: UInt32 {
        switch self {
        case .int32: SQLType.int4
        case .int64: SQLType.int8
        case .double: SQLType.float8
        case .text: SQLType.text
        case .bytes: SQLType.bytea
        case .texts: 1009
        case .int64s: 1016
        case .days: 1182
        }
    }

    /// PostgreSQL's binary form: integers big-endian, arrays with a header
    /// (dimensions, nulls, element type, count, lower bound), each element behind its length.
    var encoded: [UInt8] {
        switch self {
        case .int32(let value): bigEndian(value)
        case .int64(let value): bigEndian(value)
        case .double(let value): bigEndian(value.bitPattern)
        case .text(let value): Array(value.utf8)
        case .bytes(let value): value
        case .texts(let values): array(of: SQLType.text, values.map { Array($0.utf8) })
        case .int64s(let values): array(of: SQLType.int8, values.map { bigEndian($0) })
        case .days(let values):
            array(of: SQLType.date, values.map { bigEndian($0 - SQLType.daysToYear2000) })
        }
    }
}

/// The numbers of the types that we send, fixed in PostgreSQL's catalogue, and where its time starts.
enum SQLType {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let int8: UInt32 = 20
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let float8: UInt32 = 701
    static let date: UInt32 = 1082
    static let timestamptz: UInt32 = 1184
    static let jsonb: UInt32 = 3802

    /// Dates count from 2000-01-01, not from 1970.
    static let daysToYear2000: Int32 = 10_957
    static let millisecondsToYear2000: Int64 = 946_684_800_000
}

func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian, Array.init)
}

private func array(of type: UInt32, _ elements: [[UInt8]]) -> [UInt8] {
    var bytes = bigEndian(Int32(1)) + bigEndian(Int32(0)) + bigEndian(type)
    bytes += bigEndian(Int32(elements.count)) + bigEndian(Int32(1))
    for element in elements {
        bytes += bigEndian(Int32(element.count)) + element
    }
    return bytes
}
