import CLibpq
import Glibc

extension Connection {
    /// Connects, and waits `connectTimeout` at most.
    static func open(_ settings: StoreSettings) throws(BasketStoreError) -> Connection {
        var connection = try connect(settings)
        try checkServer(version: PQserverVersion(connection.raw))
        connection.keepsSession = try connection.findOutWhoseSession(settings)
        // Set in a session that a pooler lends to others, it would be theirs.
        if connection.keepsSession {
            try connection.execute(sessionSetUp(settings), during: "setting the session up")
        }
        return connection
    }

    static func connect(_ settings: StoreSettings) throws(BasketStoreError) -> Connection {
        let connection = Connection(raw: try openSocket(settings), settings)
        // What is worth telling comes as a result; notices would go to the standard error.
        PQsetNoticeReceiver(connection.raw, { _, _ in }, nil)
        return connection
    }
}

/// Refuses a server that lacks what the statements use.
///
/// - Parameter version: as libpq tells it: 140005 is 14.5.
func checkServer(version: Int32) throws(BasketStoreError) {
    guard version < 140_000 else { return }
    // Before version 10 there were three numbers: 90624 is 9.6.24.
    let minor = version >= 100_000 ? version % 10_000 : version / 100 % 100
    throw .serverTooOld(version: "\(version / 10_000).\(minor)")
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
private func openSocket(_ settings: StoreSettings) throws(BasketStoreError) -> OpaquePointer {
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
        // libpq has cut it there, and speaks of a host or a port that nobody gave.
        let isCut = SecretRanges(in: settings.database).isCutByMarks
        let error =
            isCut
            ? .refusedSettings(reason: "the password in it holds a mark of URLs as it is")
            : connectError(raw, settings)
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
    let reason = ConnectionReason.plain(
        firstLine(PQerrorMessage(raw), hiding: settings.database))
    if ConnectionReason.isAboutText(reason) { return .refusedSettings(reason: reason) }
    // It knows us, and is full.
    if reason.contains("too many connections") || reason.contains("connection slots") {
        return .noConnectionLeft(database: database, reason: reason)
    }
    let isAboutRights =
        PQconnectionNeedsPassword(raw) != 0
        || ["authentication failed", "pg_hba.conf", "no password supplied", "role \""]
            .contains { reason.contains($0) }
    if isAboutRights {
        // pg_hba.conf has no line for us because we came without TLS.
        let isAboutTLS = reason.hasSuffix("no encryption")
        return .authenticationFailed(
            database: database,
            reason: reason + (isAboutTLS ? " (it may want TLS: sslmode=verify-full)" : ""))
    }
    if let problem = TLSProblem(reason) {
        return .tlsFailed(
            database: database, reason: problem.explained(host: host(raw), port: port(raw)))
    }
    // PostgreSQL's words, and PgBouncer's.
    if reason.contains("database \"") && reason.contains("does not exist")
        || reason.contains("no such database")
    {
        return .databaseMissing(database: database, reason: reason)
    }
    return .cannotConnect(database: database, reason: reason)
}

/// Where libpq's own variables lead.
private func place(_ raw: OpaquePointer) -> String {
    let name = PQdb(raw).map { String(cString: $0) } ?? ""
    return "\(host(raw).isEmpty ? "the local socket" : host(raw)), database '\(name)'"
}

private func host(_ raw: OpaquePointer) -> String { PQhost(raw).map { String(cString: $0) } ?? "" }
private func port(_ raw: OpaquePointer) -> String { PQport(raw).map { String(cString: $0) } ?? "" }

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
