import CLibpq

/// Owns one libpq result, in binary form; cleared once.
struct QueryResult: ~Copyable {
    private let raw: OpaquePointer

    init(_ raw: OpaquePointer) {
        self.raw = raw
    }

    deinit { PQclear(raw) }

    var status: ExecStatusType { PQresultStatus(raw) }
    /// Whether the statement did what it should.
    var isDone: Bool { status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK }
    var rowCount: Int { Int(PQntuples(raw)) }
    /// What was done, in the server's word: `COMMIT`, `ROLLBACK`, `INSERT 0 3`.
    var commandTag: String { String(cString: PQcmdStatus(raw)) }

    /// How many rows an INSERT, UPDATE or DELETE has changed.
    var changedRows: Int { Int(String(cString: PQcmdTuples(raw))) ?? 0 }

    var columnNames: [String] {
        (0..<columnCount).map { columnName($0) }
    }

    var columnCount: Int { Int(PQnfields(raw)) }

    func columnName(_ column: Int) -> String {
        PQfname(raw, Int32(column)).map { String(cString: $0) } ?? ""
    }

    func isNull(_ row: Int, _ column: Int) -> Bool {
        PQgetisnull(raw, Int32(row), Int32(column)) != 0
    }

    /// A field's bytes, lent to `body`.
    func withBytes<Value>(
        _ row: Int, _ column: Int, _ body: (UnsafeRawBufferPointer) -> Value
    ) -> Value {
        let count = Int(PQgetlength(raw, Int32(row), Int32(column)))
        return body(.init(start: PQgetvalue(raw, Int32(row), Int32(column)), count: count))
    }

    func bytes(_ row: Int, _ column: Int) -> [UInt8] {
        withBytes(row, column) { Array($0) }
    }

    func text(_ row: Int, _ column: Int) -> String {
        withBytes(row, column) { String(decoding: $0, as: UTF8.self) }
    }

    /// An integer of 2, 4 or 8 bytes.
    func integer(_ row: Int, _ column: Int) -> Int64 {
        withBytes(row, column) { bytes in
            var value: Int64 = bytes.first.map { $0 > 127 ? -1 : 0 } ?? 0
            for byte in bytes { value = value << 8 | Int64(byte) }
            return value
        }
    }

    func double(_ row: Int, _ column: Int) -> Double {
        Double(bitPattern: UInt64(bitPattern: integer(row, column)))
    }

    func bool(_ row: Int, _ column: Int) -> Bool { integer(row, column) != 0 }

    func optionalText(_ row: Int, _ column: Int) -> String? {
        isNull(row, column) ? nil : text(row, column)
    }

    func optionalInteger(_ row: Int, _ column: Int) -> Int64? {
        isNull(row, column) ? nil : integer(row, column)
    }

    func optionalDouble(_ row: Int, _ column: Int) -> Double? {
        isNull(row, column) ? nil : double(row, column)
    }

    /// The elements of a one-dimensional array of texts without nulls.
    func texts(_ row: Int, _ column: Int) -> [String] {
        elements(row, column).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The elements of a one-dimensional array of 4-byte integers without nulls.
    func integers(_ row: Int, _ column: Int) -> [Int32] {
        elements(row, column).map { bytes in
            Int32(bitPattern: bytes.reduce(0) { $0 << 8 | UInt32($1) })
        }
    }

    /// The elements of a one-dimensional array of dates without nulls, in days since 1970-01-01.
    func days(_ row: Int, _ column: Int) -> [Int32] {
        integers(row, column).map { $0 + SQLType.daysToYear2000 }
    }

    private func elements(_ row: Int, _ column: Int) -> [ArraySlice<UInt8>] {
        let bytes = bytes(row, column)
        func number(_ at: Int) -> Int {
            bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        guard bytes.count >= 20 else { return [] }
        var at = 20
        return (0..<number(12)).map { _ in
            let count = number(at)
            defer { at += 4 + count }
            return bytes[at + 4..<at + 4 + count]
        }
    }

    /// One of the fields of an error that this result tells; empty: not told.
    func diagnostic(_ field: ErrorField) -> String {
        PQresultErrorField(raw, field.code).map { String(cString: $0) } ?? ""
    }

    /// The fields we show. Not the detail, which repeats values.
    enum ErrorField: Unicode.Scalar {
        case state = "C"
        case message = "M"
        case table = "t"
        case constraint = "n"

        var code: Int32 { Int32(rawValue.value) }
    }
}
