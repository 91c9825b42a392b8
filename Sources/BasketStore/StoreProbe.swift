import CLibpq

/// What a database is like, found out without changing anything: whether it is there, who we are in
/// it, whether its schema is the program's, and what we may do.
public struct StoreProbe: ~Copyable {
    private let connection: Connection

    /// Connects; needs no schema.
    public init(_ settings: StoreSettings) throws(BasketStoreError) {
        connection = try Connection.open(settings)
    }

    /// Where and as whom we are connected.
    public func identity() throws(BasketStoreError) -> StoreIdentity {
        let row = try connection.query(
            """
            SELECT current_database()::text, current_user::text, current_setting('server_version'),
                pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean
            """, during: "asking who we are")
        return StoreIdentity(
            host: PQhost(connection.raw).map { String(cString: $0) } ?? "",
            database: row.text(0, 0), user: row.text(0, 1), serverVersion: row.text(0, 2),
            isReadOnly: row.bool(0, 3))
    }

    /// The number of the newest migration, if it is the one that the program needs.
    ///
    /// - Throws: `schemaMissing`, `schemaOlder`, `schemaNewer`.
    public func schemaVersion() throws(BasketStoreError) -> Int {
        try connection.checkSchema()
        return Migrations.newest
    }

    /// What we may do in the schema.
    public func rights() throws(BasketStoreError) -> StoreRights {
        let row = try connection.query(
            """
            SELECT coalesce(has_table_privilege('basketwatch.abandonment_scores', 'SELECT'), false),
                coalesce(has_table_privilege('basketwatch.stream_partition', 'UPDATE')
                    AND has_table_privilege('basketwatch.basket', 'INSERT'), false)
            """, during: "asking what we may do")
        return StoreRights(mayRead: row.bool(0, 0), mayWrite: row.bool(0, 1))
    }

    /// The topic and the group whose stream the schema holds; `nil`: it holds none yet.
    public func stream() throws(BasketStoreError) -> (topic: String, group: String)? {
        let rows = try connection.query(
            "SELECT topic, consumer_group FROM basketwatch.stream_lag LIMIT 1",
            during: "asking which stream it holds")
        return rows.rowCount > 0 ? (rows.text(0, 0), rows.text(0, 1)) : nil
    }
}

/// Where and as whom a connection was made.
public struct StoreIdentity: Hashable, Sendable {
    /// A name, an address or the folder of a socket.
    public let host: String
    public let database: String
    public let user: String
    /// "15.10 (Debian 15.10-0+deb12u1)".
    public let serverVersion: String
    /// Whether nothing can be written: a standby, or a server told so.
    public let isReadOnly: Bool
}

/// What a user may do in the schema.
public struct StoreRights: Hashable, Sendable {
    /// The public views: `basketwatch_reader` or more.
    public let mayRead: Bool
    /// The processor's tables: `basketwatch_writer` or more.
    public let mayWrite: Bool
}
