import CLibpq
import Glibc

/// Owns one connection to PostgreSQL, its session set up; closed once.
///
/// Not Sendable: one thread uses it.
struct Connection: ~Copyable {
    /// `nil` once closed: libpq takes that as a connection that is broken.
    private(set) var raw: OpaquePointer?
    private let database: String

    private init(raw: OpaquePointer, database: String) {
        self.raw = raw
        self.database = database
    }

    /// Connects, and waits `connectTimeout` at most.
    static func open(_ settings: StoreSettings) throws(BasketStoreError) -> Connection {
        let connection = Connection(raw: try connect(settings), database: settings.database)
        // What is worth telling comes as a result; notices would go to the standard error.
        PQsetNoticeReceiver(connection.raw, { _, _ in }, nil)
        try connection.execute(sessionSetUp(settings), during: "setting the session up")
        return connection
    }

    deinit { PQfinish(raw) }

    /// Ends the connection, and with it what it has not committed.
    mutating func close() {
        PQfinish(raw)
        raw = nil
    }

    var socket: Int32 { PQsocket(raw) }
    var isBroken: Bool { PQstatus(raw) != CONNECTION_OK }

    /// Runs one or several statements without values.
    func execute(_ sql: String, during operation: String) throws(BasketStoreError) {
        _ = try check(PQexec(raw, sql), during: operation)
    }

    /// Runs a statement with bound values; results come in binary form.
    func query(
        _ sql: String, _ values: [SQLValue] = [], during operation: String
    ) throws(BasketStoreError) -> QueryResult {
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
                raw, sql, Int32(values.count), types, pointers, lengths, formats, 1)
        }
        return try check(answer, during: operation)
    }

    /// Prepares a statement whose parameters' types follow from its text.
    func prepare(_ name: String, _ sql: String) throws(BasketStoreError) {
        _ = try check(PQprepare(raw, name, sql, 0, nil), during: "preparing \(name)")
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
        switch result.status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return result
        default: throw failure(result, during: operation)
        }
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

/// Refuses a database text that libpq cannot read, before it can end up in a message.
private func checkSyntax(of database: String) throws(BasketStoreError) {
    var message: UnsafeMutablePointer<CChar>?
    let options = PQconninfoParse(database, &message)
    defer { PQfreemem(message) }
    guard let options else {
        throw .refusedSettings(reason: firstLine(message, hiding: database))
    }
    PQconninfoFree(options)
}

/// - Returns: an open connection, the caller's to finish.
private func connect(_ settings: StoreSettings) throws(BasketStoreError) -> OpaquePointer {
    try checkSyntax(of: settings.database)
    // What stands before the database text is overridden by it: ours are only the standards.
    var options = [
        ("fallback_application_name", "basketwatch"), ("client_encoding", "UTF8"),
        // A server that is gone without a word is noticed within this time.
        ("keepalives_idle", "5"), ("keepalives_interval", "5"), ("keepalives_count", "2"),
        ("tcp_user_timeout", "15000"),
    ]
    if getenv("PGCONNECT_TIMEOUT") == nil {
        options.append(("connect_timeout", "\(settings.connectTimeout.components.seconds)"))
    }
    options.append(("dbname", settings.database))
    let names = options.map { strdup($0.0) }
    let values = options.map { strdup($0.1) }
    defer { (names + values).forEach { free($0) } }
    let nameList = names.map { UnsafePointer($0) } + [nil]
    let valueList = values.map { UnsafePointer($0) } + [nil]
    guard let raw = PQconnectdbParams(nameList, valueList, 1) else {
        throw .cannotConnect(database: settings.maskedDatabase, reason: "out of memory")
    }
    guard PQstatus(raw) == CONNECTION_OK else {
        let error = connectError(raw, settings)
        PQfinish(raw)
        throw error
    }
    return raw
}

/// libpq 15 tells no SQLSTATE of a refused connection, only words.
private func connectError(
    _ raw: OpaquePointer, _ settings: StoreSettings
) -> BasketStoreError {
    let database = settings.database.isEmpty ? place(raw) : settings.maskedDatabase
    let reason = firstLine(PQerrorMessage(raw), hiding: settings.database)
    let isAboutRights =
        PQconnectionNeedsPassword(raw) != 0
        || ["authentication failed", "pg_hba.conf", "no password supplied", "role \""]
            .contains { reason.contains($0) }
    if isAboutRights { return .authenticationFailed(database: database, reason: reason) }
    if reason.contains("database \"") && reason.contains("does not exist") {
        return .databaseMissing(database: database, reason: reason)
    }
    return .cannotConnect(database: database, reason: reason)
}

/// Where libpq's own variables lead.
private func place(_ raw: OpaquePointer) -> String {
    let host = PQhost(raw).map { String(cString: $0) } ?? ""
    let name = PQdb(raw).map { String(cString: $0) } ?? ""
    return "\(host.isEmpty ? "the local socket" : host)/\(name)"
}

private func firstLine(_ message: UnsafePointer<CChar>?, hiding database: String) -> String {
    guard let message else { return "no reason told" }
    let line = String(cString: message).split(separator: "\n").first.map(String.init) ?? ""
    return line.isEmpty ? "no reason told" : hidePasswords(of: database, in: line)
}

private func sessionSetUp(_ settings: StoreSettings) -> String {
    func milliseconds(_ duration: Duration) -> Int64 { Int64(duration / .milliseconds(1)) }
    return """
        SET lock_timeout = \(milliseconds(settings.lockTimeout));
        SET idle_in_transaction_session_timeout = \(milliseconds(settings.idleTimeout));
        SET statement_timeout = \(milliseconds(settings.statementTimeout));
        SET default_transaction_isolation = 'read committed';
        SET client_min_messages = error;
        SET jit = off
        """
}
