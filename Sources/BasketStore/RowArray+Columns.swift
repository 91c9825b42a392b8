import BasketEvents
import BasketSessions

/// Columns of a row: a type's number, a length, the value.
extension RowArray {
    mutating func null(_ type: UInt32) {
        put4(Int32(bitPattern: type))
        put4(-1)
    }

    mutating func int64(_ value: Int64) {
        put4(Int32(bitPattern: SQLType.int8))
        put4(8)
        put8(value)
    }

    mutating func int32(_ value: Int32) {
        put4(Int32(bitPattern: SQLType.int4))
        put4(4)
        put4(value)
    }

    /// A count; one beyond the column's range is kept at its end.
    mutating func count(_ value: UInt32) { int32(Int32(clamping: value)) }

    mutating func bool(_ value: Bool) {
        put4(Int32(bitPattern: SQLType.bool))
        put4(1)
        put1(value ? 1 : 0)
    }

    mutating func double(_ value: Double) {
        put4(Int32(bitPattern: SQLType.float8))
        put4(8)
        put8(Int64(bitPattern: value.bitPattern))
    }

    /// NULL for a time that has not happened.
    mutating func time(_ time: EventTime) {
        guard time > .distantPast else { return null(SQLType.timestamptz) }
        instant(milliseconds: time.milliseconds)
    }

    /// Milliseconds since 1970; PostgreSQL counts microseconds since 2000.
    mutating func instant(milliseconds: Int64) {
        put4(Int32(bitPattern: SQLType.timestamptz))
        put4(8)
        // A record's timestamp is anything; PostgreSQL's is within these years.
        let kept = min(max(milliseconds, -200_000_000_000_000), 9_000_000_000_000_000)
        put8((kept - SQLType.millisecondsToYear2000) * 1_000)
    }

    /// Days since 1970-01-01.
    mutating func day(_ day: Int32) {
        put4(Int32(bitPattern: SQLType.date))
        put4(4)
        put4(day - SQLType.daysToYear2000)
    }

    mutating func text(_ word: StaticString) {
        put4(Int32(bitPattern: SQLType.text))
        put4(Int32(word.utf8CodeUnitCount))
        put(UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    mutating func text(_ word: String) {
        var word = word
        put4(Int32(bitPattern: SQLType.text))
        word.withUTF8 {
            put4(Int32($0.count))
            put(UnsafeRawBufferPointer($0))
        }
    }

    /// NULL for no text.
    mutating func text(_ range: TextRange, of arena: UnsafeRawBufferPointer) {
        slice(range, of: arena, as: SQLType.text)
    }

    /// NULL for no bytes.
    mutating func bytes(_ range: TextRange, of arena: UnsafeRawBufferPointer) {
        slice(range, of: arena, as: SQLType.bytea)
    }

    mutating func bytes(_ bytes: UnsafeRawBufferPointer) {
        put4(Int32(bitPattern: SQLType.bytea))
        put4(Int32(bytes.count))
        put(bytes)
    }

    /// JSON text as jsonb: its format's version goes first. NULL for no text.
    mutating func json(_ range: TextRange, of arena: UnsafeRawBufferPointer) {
        guard range.count > 0 else { return null(SQLType.jsonb) }
        put4(Int32(bitPattern: SQLType.jsonb))
        put4(Int32(range.count) + 1)
        put1(1)
        put(cut(range, arena))
    }

    /// Its three letters; NULL for none.
    mutating func currency(_ currency: Currency) {
        guard currency != .none else { return null(SQLType.text) }
        put4(Int32(bitPattern: SQLType.text))
        put4(3)
        put1(UInt8(truncatingIfNeeded: currency.code >> 16))
        put1(UInt8(truncatingIfNeeded: currency.code >> 8))
        put1(UInt8(truncatingIfNeeded: currency.code))
    }

    /// Four bytes each, big-endian, as one bytea: an integer[] would cost the server half a
    /// microsecond more a row.
    mutating func integers(_ values: Slice<UnsafeBufferPointer<Int32>>) {
        put4(Int32(bitPattern: SQLType.bytea))
        put4(Int32(values.count * 4))
        for value in values { put4(value) }
    }

    private mutating func slice(
        _ range: TextRange, of arena: UnsafeRawBufferPointer, as type: UInt32
    ) {
        guard range.count > 0 else { return null(type) }
        put4(Int32(bitPattern: type))
        put4(Int32(range.count))
        put(cut(range, arena))
    }

    private func cut(
        _ range: TextRange, _ arena: UnsafeRawBufferPointer
    ) -> UnsafeRawBufferPointer {
        .init(rebasing: arena[Int(range.start)..<Int(range.start) + Int(range.count)])
    }
}
