import CLibpq

/// libpq and nothing else: the limit that writing is measured against.
///
/// Written against the C API on purpose.
enum BareStore {
    /// Runs one statement; ends the run when it fails.
    static func run(_ url: String, _ sql: String) {
        let connection = PQconnectdb(url)
        defer { PQfinish(connection) }
        let result = PQexec(connection, sql)
        let status = PQresultStatus(result)
        precondition(
            status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK,
            "PostgreSQL: \(String(cString: PQerrorMessage(connection)))")
        PQclear(result)
    }
}
