import Glibc

extension QueryResult {
    /// Compares a row, column by column and bit by bit, with one in the form that a flush sends.
    ///
    /// - Parameters:
    ///   - first: where the columns begin that the sent row has.
    ///   - sent: an array of that one row (``RowArray``).
    func differences(
        _ row: Int, from first: Int, _ table: StoredTable, _ sent: UnsafeRawBufferPointer
    ) -> [FieldDifference] {
        // Behind the array's head, the row's length and its number of columns.
        var at = 20 + 4 + 4
        func number() -> Int32 {
            defer { at += 4 }
            return Int32(bigEndian: sent.loadUnaligned(fromByteOffset: at, as: Int32.self))
        }
        var found: [FieldDifference] = []
        var column = first
        while at < sent.count {
            let type = UInt32(bitPattern: number())
            let count = Int(number())
            let value: UnsafeRawBufferPointer? =
                count < 0 ? nil : .init(rebasing: sent[at..<at + count])
            at += max(0, count)
            if !isSame(row, column, as: value, type) {
                let name = columnName(column)
                if !(table == .score && name == "silence_ms" && isNull(row, column)) {
                    found.append(difference(row, column, name, value, type))
                }
            }
            column += 1
        }
        precondition(column == columnCount, "A table is read with the columns it is sent.")
        return found
    }

    private func isSame(
        _ row: Int, _ column: Int, as value: UnsafeRawBufferPointer?, _ type: UInt32
    ) -> Bool {
        guard let value else { return isNull(row, column) }
        guard !isNull(row, column) else { return false }
        return withBytes(row, column) { stored in
            // jsonb comes back as PostgreSQL spaces it.
            if type == SQLType.jsonb {
                return stored.filter { $0 != UInt8(ascii: " ") } == Array(value)
            }
            guard stored.count == value.count else { return false }
            guard let left = stored.baseAddress, let right = value.baseAddress else { return true }
            return memcmp(left, right, value.count) == 0
        }
    }

    private func difference(
        _ row: Int, _ column: Int, _ name: String, _ value: UnsafeRawBufferPointer?, _ type: UInt32
    ) -> FieldDifference {
        let isEmpty = isNull(row, column)
        return withBytes(row, column) { stored in
            let stored = isEmpty ? nil : stored
            if name == "contributions", let told = FieldText.contribution(stored, value) {
                return told
            }
            return FieldDifference(
                field: name, stored: FieldText.text(stored, type, beside: value),
                replayed: FieldText.text(value, type, beside: stored))
        }
    }
}
