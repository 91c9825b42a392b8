/// What can go wrong between us and PostgreSQL, and what to do about it.
///
/// Never holds a bound value, a row's content or a password: only names, codes and PostgreSQL's
/// own words.
public enum BasketStoreError: Error, Hashable {
    case refusedSettings(reason: String)
    case cannotConnect(database: String, reason: String)
    case authenticationFailed(database: String, reason: String)
    case databaseMissing(database: String, reason: String)
    case schemaMissing
    case schemaOlder(found: Int, wanted: Int)
    case schemaNewer(found: Int, wanted: Int)
    /// An applied migration differs from the program's file of that number.
    case migrationChanged(name: String)
    /// The schema belongs to another topic or group.
    case otherStream(stored: String, asked: String)
    /// A model of that version is stored with other weights.
    case modelDiffers(version: Int32)
    /// Neither the next flush nor the one just written.
    case flushOutOfOrder(partition: Int32, stored: Int64, sent: Int64)
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
        case .cannotConnect, .connectionLost: true
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
                + "postgresql://user@host:5432/name, or libpq's keyword=value text."
        case .cannotConnect(let database, let reason):
            "PostgreSQL does not answer at \(database): \(reason). Start it, or set "
                + "BASKETWATCH_DATABASE_URL (or libpq's PGHOST, PGPORT, PGDATABASE, PGUSER)."
        case .authenticationFailed(let database, let reason):
            "PostgreSQL does not let us in at \(database): \(reason). Check user and password "
                + "(~/.pgpass, PGPASSWORD or the URL) and the server's pg_hba.conf."
        case .databaseMissing(let database, let reason):
            "There is no such database at \(database): \(reason). Create it with `createdb`, or "
                + "name another in BASKETWATCH_DATABASE_URL."
        case .schemaMissing:
            "The database has no schema 'basketwatch' that we may use. Run `basketwatch migrate`, "
                + "or grant this user one of the basketwatch_… roles."
        case .schemaOlder(let found, let wanted):
            "The schema 'basketwatch' is at migration \(found), this program needs \(wanted). "
                + "Run `basketwatch migrate`."
        case .schemaNewer(let found, let wanted):
            "The schema 'basketwatch' is at migration \(found), newer than this program, which "
                + "knows \(wanted). Use the newer program."
        case .migrationChanged(let name):
            "Migration \(name) was applied with another content than this program's. Migrations "
                + "are never edited once applied: use the program that applied it, or restore the "
                + "file and add a new one."
        case .otherStream(let stored, let asked):
            "The schema 'basketwatch' of this database holds \(stored), not \(asked). One schema "
                + "is one stream: use another database for another topic or group."
        case .modelDiffers(let version):
            "Model version \(version) is stored with other weights. A version never changes: give "
                + "the new weights a new version."
        case .flushOutOfOrder(let partition, let stored, let sent):
            "Flush \(sent) of partition \(partition) does not follow flush \(stored), which is "
                + "stored. This is a bug in basketwatch: please report it."
        case .connectionLost(let reason, let operation):
            "The connection to PostgreSQL was lost while \(operation): \(reason)."
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
        ". Grant this user the role it needs (docs/sql.md), or use the schema's owner."
    case "53100": ". The server's disk is full: free some space."
    case "53300": ". Raise max_connections or stop other clients."
    case "55P03": ". Another transaction holds the rows; pg_stat_activity shows whose."
    default: "."
    }
}
