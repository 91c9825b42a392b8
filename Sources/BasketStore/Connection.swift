import CLibpq

/// Owns one connection to PostgreSQL, its session set up; closed once.
///
/// Not Sendable: one thread uses it.
struct Connection: ~Copyable {
    /// `nil` once closed: libpq takes that as a connection that is broken.
    private(set) var raw: OpaquePointer?
    private let database: String
    /// Whether what is set or prepared stays: not behind a pooler in transaction mode.
    var keepsSession = true
    /// What statements speak of: their texts name the standard one.
    let schema: SchemaName

    /// Takes an open connection over.
    init(raw: OpaquePointer, _ settings: StoreSettings) {
        self.raw = raw
        database = settings.database
        schema = settings.schema
    }

    deinit { PQfinish(raw) }

    /// Ends the connection, and with it what it has not committed.
    mutating func close() {
        PQfinish(raw)
        raw = nil
    }

    var socket: Int32 { PQsocket(raw) }
    var databaseName: String { PQdb(raw).map { String(cString: $0) } ?? "" }
    /// The user that the connection was made as.
    var user: String { PQuser(raw).map { String(cString: $0) } ?? "" }
    var isBroken: Bool { PQstatus(raw) != CONNECTION_OK }

    /// Runs one or several statements without values.
    func execute(_ sql: String, during operation: String) throws(BasketStoreError) {
        _ = try check(PQexec(raw, schema.placed(in: sql)), during: operation)
    }

    /// Runs a statement with bound values; results come in binary form.
    ///
    /// - Parameter asText: results come as PostgreSQL writes them, to be passed on, not read.
    func query(
        _ sql: String, _ values: [SQLValue] = [], asText: Bool = false, during operation: String
    ) throws(BasketStoreError) -> QueryResult {
        let sql = schema.placed(in: sql)
        let encoded = values.map(\.encoded)
        let types = values.map { Oid($0.type) }
        let lengths = encoded.map { Int32($0.count) }
        let formats = [Int32](repeating: 1, count: values.count)
        // One buffer for all: pointers into it hold for the call. A byte more, since a pointer to
        // an empty value must not be NULL's.
        let flat = encoded.joined() + [0]
        let answer = Array(flat).withUnsafeBytes { bytes in
            var pointers: [UnsafePointer<CChar>?] = []
            var at = 0
            for value in encoded {
                pointers.append(
                    bytes.baseAddress.map { ($0 + at).assumingMemoryBound(to: CChar.self) })
                at += value.count
            }
            return PQexecParams(
                raw, sql, Int32(values.count), types, pointers, lengths, formats, asText ? 0 : 1)
        }
        return try check(answer, during: operation)
    }

    /// Prepares a statement whose parameters' types follow from its text.
    func prepare(_ name: String, _ sql: String) throws(BasketStoreError) {
        _ = try check(
            PQprepare(raw, name, schema.placed(in: sql), 0, nil), during: "preparing \(name)")
    }

    /// Runs `body` between BEGIN and COMMIT; an error thrown rolls back.
    func transaction<Value: ~Copyable>(
        during operation: String, _ body: () throws(BasketStoreError) -> Value
    ) throws(BasketStoreError) -> Value {
        try execute("BEGIN", during: operation)
        do {
            let value = try body()
            try execute("COMMIT", during: operation)
            return value
        } catch {
            // Should this fail too, the connection is gone, and the transaction with it.
            try? execute("ROLLBACK", during: operation)
            throw error
        }
    }
}

extension Connection {
    /// The one place where a result of libpq's becomes a value or a thrown error.
    private func check(
        _ raw: OpaquePointer?, during operation: String
    ) throws(BasketStoreError) -> QueryResult {
        guard let raw else { throw lost(during: operation) }
        let result = QueryResult(raw)
        guard result.isDone else { throw failure(result, during: operation) }
        return result
    }

    /// What a failed result says, in our words; without PostgreSQL's detail, which repeats values.
    func failure(_ result: borrowing QueryResult, during operation: String) -> BasketStoreError {
        let state = result.diagnostic(.state)
        if state.isEmpty || isBroken {
            let told = result.diagnostic(.message)
            return told.isEmpty
                ? lost(during: operation) : .connectionLost(reason: told, during: operation)
        }
        // Messages of class 22 repeat the value as well.
        let reason =
            state.hasPrefix("22") ? "a value was refused" : result.diagnostic(.message)
        let place = [result.diagnostic(.table), result.diagnostic(.constraint)]
            .filter { !$0.isEmpty }.joined(separator: ", ")
        return .statement(state: state, reason: reason, place: place, during: operation)
    }

    func lost(during operation: String) -> BasketStoreError {
        .connectionLost(reason: firstLine(PQerrorMessage(raw), hiding: database), during: operation)
    }
}
