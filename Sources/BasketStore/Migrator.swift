/// Brings a database's schema `basketwatch` to what this program needs.
public struct Migrator: ~Copyable {
    private let connection: Connection

    public init(_ settings: StoreSettings) throws(BasketStoreError) {
        var patient = settings
        // Other instances may be at it: they take their time, not ours.
        patient.lockTimeout = .seconds(60)
        patient.statementTimeout = .zero
        connection = try Connection.open(patient)
    }

    /// Applies the migrations that are missing, in order, each in a transaction.
    ///
    /// Safe from many instances at once: the others wait and find nothing to do.
    /// - Parameter withRoles: also makes the three roles and grants them their rights; needs the
    ///   right to create roles where they are missing.
    /// - Returns: the names of those that this call applied.
    public func migrate(withRoles: Bool = true) throws(BasketStoreError) -> [String] {
        try locked(during: "preparing the schema") { () throws(BasketStoreError) in
            try makeSchema()
        }
        var applied: [String] = []
        for index in Migrations.numbered.indices where try apply(index) {
            applied.append(Migrations.numbered[index].name)
        }
        if withRoles {
            try locked(during: "granting the roles' rights") { () throws(BasketStoreError) in
                try connection.execute(Migrations.roles, during: "granting the roles' rights")
            }
        }
        return applied
    }

    /// - Returns: `false` when it was applied before.
    private func apply(_ index: Int) throws(BasketStoreError) -> Bool {
        let (name, sql) = Migrations.numbered[index]
        let number = SQLValue.int32(Int32(index + 1))
        return try locked(during: "applying migration \(name)") { () throws(BasketStoreError) in
            let stored = try connection.query(
                """
                SELECT checksum = encode(sha256(convert_to($2, 'UTF8')), 'hex'),
                    (SELECT max(number) FROM basketwatch.schema_migration)
                FROM basketwatch.schema_migration WHERE number = $1
                """, [number, .text(sql)], during: "reading applied migrations")
            if stored.rowCount > 0 {
                let found = Int(stored.integer(0, 1))
                if found > Migrations.newest {
                    throw .schemaNewer(found: found, wanted: Migrations.newest)
                }
                guard stored.bool(0, 0) else { throw .migrationChanged(name: name) }
                return false
            }
            try connection.execute(sql, during: "applying migration \(name)")
            _ = try connection.query(
                """
                INSERT INTO basketwatch.schema_migration (number, name, checksum)
                VALUES ($1, $2, encode(sha256(convert_to($3, 'UTF8')), 'hex'))
                """, [number, .text(name), .text(sql)], during: "recording migration \(name)")
            return true
        }
    }

    /// A transaction that no two instances are in at once. The lock is this database's.
    private func locked<Value>(
        during operation: String, _ body: () throws(BasketStoreError) -> Value
    ) throws(BasketStoreError) -> Value {
        try connection.transaction(during: operation) { () throws(BasketStoreError) in
            try connection.execute(
                "SELECT pg_advisory_xact_lock(1113683787, 1)",
                during: "waiting for another migration")
            return try body()
        }
    }

    /// What migrations are recorded in. Made with nothing but the rights that are needed: a schema
    /// that an administrator has made for us is taken as it is.
    private func makeSchema() throws(BasketStoreError) {
        let found = try connection.query(
            """
            SELECT to_regnamespace('basketwatch') IS NOT NULL,
                to_regclass('basketwatch.schema_migration') IS NOT NULL
            """, during: "looking for the schema")
        if !found.bool(0, 0) {
            try connection.execute(
                """
                CREATE SCHEMA basketwatch;
                COMMENT ON SCHEMA basketwatch IS
                    'Basketwatch: one clickstream, its open baskets, their risk and their ends.'
                """, during: "creating the schema")
        }
        guard !found.bool(0, 1) else { return }
        try connection.execute(
            """
            CREATE TABLE basketwatch.schema_migration (
                number integer PRIMARY KEY,
                name text NOT NULL,
                checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now()
            );
            COMMENT ON TABLE basketwatch.schema_migration IS
                'The migrations that were applied, with the SHA-256 of their text.';
            CREATE FUNCTION basketwatch.schema_version() RETURNS integer
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
                SELECT coalesce(max(number), 0) FROM basketwatch.schema_migration
            $$;
            COMMENT ON FUNCTION basketwatch.schema_version() IS
                'The number of the newest migration that was applied.'
            """, during: "preparing the schema")
    }
}
