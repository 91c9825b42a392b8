/// Brings a stream's schema to what this program needs.
public struct Migrator: ~Copyable {
    let connection: Connection

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
    public func migrate(withRoles: Bool = true) throws(BasketStoreError) -> MigrationReport {
        var report = MigrationReport()
        try locked(during: "preparing the schema") { () throws(BasketStoreError) in
            try makeSchema()
        }
        for index in Migrations.numbered.indices where try apply(index) {
            report.applied.append(Migrations.numbered[index].name)
        }
        if withRoles {
            report.madeRoles = try locked(during: "granting the roles' rights") {
                () throws(BasketStoreError) in try grantRoles()
            }
            report.hasGranted = true
        }
        return report
    }

    /// The names of the migrations that ``migrate(withRoles:)`` would apply. Changes nothing.
    public func missing() throws(BasketStoreError) -> [String] {
        let all = Migrations.numbered.map(\.name)
        guard try look().hasMigrations else { return all }
        let applied = try connection.query(
            "SELECT number FROM basketwatch.schema_migration", during: "reading applied migrations")
        let numbers = Set((0..<applied.rowCount).map { Int(applied.integer($0, 0)) })
        if let newest = numbers.max(), newest > Migrations.newest {
            throw .schemaNewer(connection.schema, found: newest, wanted: Migrations.newest)
        }
        return all.indices.filter { !numbers.contains($0 + 1) }.map { all[$0] }
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
                    throw .schemaNewer(connection.schema, found: found, wanted: Migrations.newest)
                }
                guard stored.bool(0, 0) else {
                    throw .migrationChanged(connection.schema, name: name)
                }
                return false
            }
            try connection.execute(sql, during: "applying migration \(name)")
            // PostgreSQL lets everybody call a new function. Not ours, and not for a moment: some do
            // what only the owner may.
            try connection.execute(
                "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA basketwatch FROM PUBLIC",
                during: "applying migration \(name)")
            _ = try connection.query(
                """
                INSERT INTO basketwatch.schema_migration (number, name, checksum, is_contract)
                VALUES ($1, $2, encode(sha256(convert_to($3, 'UTF8')), 'hex'), $4 = 'contract')
                """,
                [
                    number, .text(name), .text(sql),
                    .text(Migrations.isContract(sql) ? "contract" : "expand"),
                ],
                during: "recording migration \(name)")
            return true
        }
    }

    /// A transaction that no two instances are in at once. The lock is this schema's: should two
    /// names share a number, one waits for the other, and nothing else.
    private func locked<Value>(
        during operation: String, _ body: () throws(BasketStoreError) -> Value
    ) throws(BasketStoreError) -> Value {
        do {
            return try connection.transaction(during: operation) { () throws(BasketStoreError) in
                _ = try connection.query(
                    "SELECT pg_advisory_xact_lock(1113683788, hashtext($1))",
                    [.text("\(connection.schema)")], during: "waiting for another migration")
                return try body()
            }
        } catch .statement("42501", let reason, _, _) {
            throw .notTheOwner(connection.schema, user: connection.user, reason: reason)
        }
    }
}
