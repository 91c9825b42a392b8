import BasketSessions
import BasketStore
import CLibpq

/// `INSERT … SELECT FROM unnest … ON CONFLICT DO UPDATE` with an array a column, and nothing else.
///
/// Its parameters are encoded before the clock starts: what is left is PostgreSQL and libpq.
struct BareUpsert: ~Copyable {
    /// As many rows a statement as the writer sends.
    private static let batchRows = 1_000

    private let database: BenchDatabase
    private let connection: BareConnection

    private init(_ database: BenchDatabase, _ connection: consuming BareConnection) {
        self.database = database
        self.connection = connection
    }

    static func open(_ database: BenchDatabase) throws -> BareUpsert {
        let connection = try BareConnection(database.url)
        let names = ColumnArrays.columns.map(\.name)
        let updates = names.dropFirst().map { "\($0) = EXCLUDED.\($0)" }.joined(separator: ", ")
        let parameters = ColumnArrays.columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let sql = """
            INSERT INTO basketwatch.basket (\(names.joined(separator: ", ")))
            SELECT * FROM unnest(\(parameters))
            ON CONFLICT (session_key) DO UPDATE SET \(updates)
            """
        let types = ColumnArrays.columns.map { Oid($0.type.array) }
        // As the writer's connection is set.
        try connection.run("SET enable_seqscan = off; SET enable_hashjoin = off")
        try connection.check(PQprepare(connection.raw, "upsert", sql, Int32(types.count), types))
        return BareUpsert(database, connection)
    }

    func write(_ flushes: BasketFlushes) throws -> StoreMeasure {
        for batch in batches(flushes.first) { try send(batch) }
        let encoded = flushes.updates.map { batches($0) }
        return try database.measure {
            for flush in encoded {
                try connection.run("BEGIN")
                for batch in flush { try send(batch) }
                try connection.run("COMMIT")
            }
        }
    }

    private func batches(_ flush: PartitionFlush) -> [ColumnArrays] {
        stride(from: 0, to: flush.baskets.count, by: Self.batchRows).map { start in
            ColumnArrays(flush, start..<min(start + Self.batchRows, flush.baskets.count))
        }
    }

    private func send(_ batch: ColumnArrays) throws {
        let lengths = batch.arrays.map { Int32($0.count) }
        let formats = [Int32](repeating: 1, count: lengths.count)
        let flat = Array(batch.arrays.joined())
        try flat.withUnsafeBytes { bytes in
            var at = 0
            let pointers = lengths.map { length in
                defer { at += Int(length) }
                return bytes.baseAddress.map { ($0 + at).assumingMemoryBound(to: CChar.self) }
            }
            try connection.check(
                PQexecPrepared(
                    connection.raw, "upsert", Int32(lengths.count), pointers, lengths, formats, 1))
        }
    }
}
