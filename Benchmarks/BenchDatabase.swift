import BasketStore
import CLibpq

/// The database that benchmarks write to.
struct BenchDatabase {
    let url: String
    /// The server, if it runs on this machine.
    let server: ServerProcess?

    /// Drops the schema and makes it anew.
    static func fresh() throws -> BenchDatabase {
        // Empty: libpq's own variables.
        let url = BenchSetting.text("BENCH_DATABASE_URL") ?? ""
        let connection = try BareConnection(url)
        try connection.run("SET client_min_messages = warning")
        try connection.run("DROP SCHEMA IF EXISTS basketwatch CASCADE")
        _ = try Migrator(StoreSettings(database: url)).migrate()
        return BenchDatabase(url: url, server: connection.localServer)
    }

    /// Measures work on this database, the server's share too.
    func measure(_ body: () throws -> Void) rethrows -> StoreMeasure {
        let before = server?.cpuSeconds
        let own = try Measure.of(body)
        let used = before.flatMap { before in server.map { $0.cpuSeconds - before } }
        return StoreMeasure(own: own, serverCPUSeconds: used)
    }
}

/// What writing took: here, and in PostgreSQL if that runs on this machine.
struct StoreMeasure {
    let own: Measure
    let serverCPUSeconds: Double?
}

/// libpq and nothing else: what writing is measured against.
///
/// Written against the C API on purpose.
struct BareConnection: ~Copyable {
    let raw: OpaquePointer?

    init(_ url: String) throws {
        raw = PQconnectdb(url)
        guard PQstatus(raw) == CONNECTION_OK else {
            throw BenchFailure("no database: \(String(cString: PQerrorMessage(raw)))")
        }
    }

    deinit { PQfinish(raw) }

    /// Runs statements without values.
    func run(_ sql: String) throws {
        try check(PQexec(raw, sql))
    }

    /// The result's status; the result is gone after that.
    func check(_ result: OpaquePointer?) throws {
        defer { PQclear(result) }
        let status = PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
            throw BenchFailure("PostgreSQL: \(String(cString: PQerrorMessage(raw)))")
        }
    }

    /// The server's first process, where our connection leads to this machine.
    var localServer: ServerProcess? {
        guard let host = PQhost(raw), String(cString: host).hasPrefix("/") else { return nil }
        return ServerProcess.parent(of: PQbackendPID(raw)).flatMap { ServerProcess(pid: $0) }
    }
}
