/// What can go wrong between us and PostgreSQL, and what to do about it.
///
/// Never holds a bound value, a row's content or a password: only names, codes and PostgreSQL's
/// own words.
public enum BasketStoreError: Error, Hashable {
    case refusedSettings(reason: String)
    case cannotConnect(database: String, reason: String)
    /// The server, the database or the role has no connection left.
    case noConnectionLeft(database: String, reason: String)
    case authenticationFailed(database: String, reason: String)
    /// No connection as safe as was asked for.
    case tlsFailed(database: String, reason: String)
    case databaseMissing(database: String, reason: String)
    /// A server before PostgreSQL 14.
    case serverTooOld(version: String)
    /// A pooler in transaction mode lies between, and the processor needs a session.
    case sessionShared(database: String)
    case schemaMissing(SchemaName)
    /// The schema is there, and the user may not use it.
    case schemaClosed(SchemaName, user: String)
    /// The user may not write what the processor writes.
    case mayNotWrite(SchemaName, user: String)
    case schemaOlder(SchemaName, found: Int, wanted: Int)
    case schemaNewer(SchemaName, found: Int, wanted: Int)
    case mayNotCreateSchema(SchemaName, database: String, user: String)
    case mayNotCreateRoles([String], user: String)
    /// Migrating needs more rights than the user has.
    case notTheOwner(SchemaName, user: String, reason: String)
    /// An applied migration differs from the program's file of that number.
    case migrationChanged(SchemaName, name: String)
    /// The schema belongs to another topic or group.
    case otherStream(SchemaName, stored: String, asked: String)
    /// A model of that version is stored with other weights.
    case modelDiffers(version: Int32)
    /// Neither the next flush nor the one just written.
    case flushOutOfOrder(partition: Int32, stored: Int64, sent: Int64)
    /// A recorded input of a kind that this program does not know.
    case unknownInput(partition: Int32, kind: String)
    case connectionLost(reason: String, during: String)
    /// A statement failed; `state` is its SQLSTATE, `place` the relation or constraint if told.
    case statement(state: String, reason: String, place: String, during: String)
}

extension BasketStoreError {
    /// Whether the same thing may succeed a while later without anybody changing anything.
    ///
    /// Data that PostgreSQL refuses (classes 22 and 23) never is: sent again it is refused again.
    public var isRetriable: Bool {
        switch self {
        case .cannotConnect, .noConnectionLeft, .connectionLost: true
        case .statement(let state, _, _, _): isPassing(state)
        default: false
        }
    }

    /// Whether PostgreSQL refused the data itself: class 22 (a value) or 23 (a constraint).
    public var isRefusedData: Bool {
        guard case .statement(let state, _, _, _) = self else { return false }
        return state.hasPrefix("22") || state.hasPrefix("23")
    }
}

/// Whether a SQLSTATE speaks of the server's or the moment's trouble, not of ours:
/// https://www.postgresql.org/docs/current/errcodes-appendix.html
private func isPassing(_ state: String) -> Bool {
    switch state.prefix(2) {
    // Connection, resources, the machine underneath, transactions that met.
    case "08", "53", "58", "40": return true
    // An operator (shutdown, restart, cancel); a dropped database does not come back.
    case "57": return state != "57P04"
    // Lock not available; idle in transaction for too long; read-only while a standby takes over.
    default: return ["55P03", "25P03", "25006"].contains(state)
    }
}

extension BasketStoreError: CustomStringConvertible {
    /// What failed, on which thing, and the next step.
    public var description: String {
        switch self {
        case .refusedSettings(let reason):
            "The database setting cannot be read: \(reason). It is a URL such as "
                + "postgresql://user@host:5432/name (with %40 for an @ in a password, %2F for a /), or "
                + "libpq's keyword=value text."
        case .cannotConnect(let database, let reason):
            "PostgreSQL does not answer at \(database): \(reason). Start it, or correct "
                + "--database-url or BASKETWATCH_DATABASE_URL (or libpq's PGHOST, PGPORT, PGDATABASE, "
                + "PGUSER)."
        case .noConnectionLeft(let database, let reason):
            "PostgreSQL at \(database) takes no more connections: \(reason). Stop other clients, or "
                + "raise the limit: max_connections, or the CONNECTION LIMIT of database or role."
        case .authenticationFailed(let database, let reason):
            "PostgreSQL does not let us in at \(database): \(reason). Check user and password "
                + "(~/.pgpass, PGPASSWORD or the URL) and the server's pg_hba.conf."
        case .tlsFailed(let database, let reason):
            "No TLS connection to PostgreSQL at \(database): \(reason). Check sslmode and sslrootcert "
                + "(in the URL, or PGSSLMODE and PGSSLROOTCERT), and the server's certificate."
        case .databaseMissing(let database, let reason):
            "There is no such database at \(database): \(reason). Create it with `createdb`, or "
                + "name another in BASKETWATCH_DATABASE_URL."
        case .serverTooOld(let version):
            "This PostgreSQL is version \(version), and Basketwatch needs 14 or later. Use a newer "
                + "server: another one in BASKETWATCH_DATABASE_URL, or this one after pg_upgrade."
        case .sessionShared(let database):
            "A pooler at \(database) lends a connection for one transaction at a time, and the "
                + "processor needs one of its own. Let its pool have pool_mode = session, or "
                + "connect to PostgreSQL itself."
        case .schemaMissing(let schema):
            "The database has no stream in a schema '\(schema)'. Run "
                + "`\(schema.command("migrate"))`, or name the schema it is in: --schema NAME."
        case .schemaClosed(let schema, let user):
            "The user '\(user)' may not use the schema '\(schema)'. As its owner: "
                + "GRANT \(schema.role("reader")) TO \(user) to let it ask, "
                + "\(schema.role("writer")) to let it be the processor."
        case .mayNotWrite(let schema, let user):
            "The user '\(user)' may not write into the schema '\(schema)', which 'run' does. As its "
                + "owner: GRANT \(schema.role("writer")) TO \(user). Or run as the owner."
        case .schemaOlder(let schema, let found, let wanted):
            "The schema '\(schema)' is at migration \(found), and this program needs \(wanted). "
                + "Run `\(schema.command("migrate"))` with this program."
        case .schemaNewer(let schema, let found, let wanted):
            "The schema '\(schema)' is at migration \(found), newer than this program, which "
                + "knows \(wanted). Use the newer program."
        case .mayNotCreateSchema(let schema, let database, let user):
            "The user '\(user)' may not create the schema '\(schema)' in the database "
                + "'\(database)'. As the database's owner: CREATE SCHEMA \"\(schema)\" "
                + "AUTHORIZATION \"\(user)\". Then run this again."
        case .mayNotCreateRoles(let names, let user):
            "The user '\(user)' may not create the roles \(names.joined(separator: ", ")). All else "
                + "is done. Let an administrator create them (CREATE ROLE \(names.first ?? "") "
                + "NOLOGIN, …) and run this again, or do without them: --no-roles. "
                + "docs/operating.md says what for."
        case .notTheOwner(let schema, let user, let reason):
            "The user '\(user)' has not the rights to migrate the schema '\(schema)': \(reason). "
                + "Migrate as the schema's owner; the processor and whoever asks need less."
        case .migrationChanged(let schema, let name):
            "Migration \(name) was applied to the schema '\(schema)' with another content than "
                + "this program's. Use the program that applied it: migrations are never edited "
                + "afterwards."
        case .otherStream(let schema, let stored, let asked):
            "The schema '\(schema)' of this database holds \(stored), not \(asked). One schema is "
                + "one stream: give another topic or group a schema of its own (--schema NAME, "
                + "after `basketwatch migrate --schema NAME`)."
        case .modelDiffers(let version):
            "Model version \(version) is stored with other weights. A version never changes: give "
                + "the new weights a new version."
        case .flushOutOfOrder(let partition, let stored, let sent):
            "Flush \(sent) of partition \(partition) does not follow flush \(stored), which is "
                + "stored. This is a bug in basketwatch: please report it."
        case .unknownInput(let partition, let kind):
            "Partition \(partition) was changed by an input '\(kind)' that this program does not know: "
                + "a newer one recorded it. Run that version, or a newer one."
        case .connectionLost(let reason, let operation):
            "The connection to PostgreSQL was lost while \(operation): \(reason). If it happens again, "
                + "PostgreSQL's own log says why."
        case .statement(let state, let reason, let place, let operation):
            "PostgreSQL failed while \(operation): \(reason) (SQLSTATE \(state)"
                + (place.isEmpty ? ")" : ", \(place))") + nextStep(state)
        }
    }
}

/// What a person can do about a SQLSTATE, where we know it.
private func nextStep(_ state: String) -> String {
    switch state {
    case "42501":
        ". As the schema's owner, grant this user its role …_writer for `run`, or …_reader for those "
            + "who only ask (docs/operating.md)."
    // A statement that we prepared is not there, or is another's.
    case "26000", "42P05":
        ". A pooler in transaction mode seems to lie between: let its pool have pool_mode = session, "
            + "or connect to PostgreSQL itself."
    // A row of ours has not the columns that the table has.
    case "42804":
        ". The schema was migrated while this program ran: start the program that migrated it. "
            + "Nothing is lost."
    case "53100": ". The server's disk is full: free some space."
    case "53300": ". Raise max_connections or stop other clients."
    case "25006":
        ". The database takes no writes (a standby, or default_transaction_read_only is on): name "
            + "the primary in BASKETWATCH_DATABASE_URL."
    case "55P03": ". Another transaction holds the rows; pg_stat_activity shows whose."
    default: "."
    }
}
