extension Migrator {
    /// What of a schema is there.
    struct Found {
        let hasSchema: Bool
        let hasMigrations: Bool
        /// Whether it says which older programs may use it.
        let hasOldestProgram: Bool
        /// Whether the schema is the user's, or that of a role it belongs to.
        let isOurs: Bool
        let mayCreateSchema: Bool
    }

    func look() throws(BasketStoreError) -> Found {
        let found = try connection.query(
            """
            SELECT n.oid IS NOT NULL, m.oid IS NOT NULL,
                coalesce(pg_has_role(n.nspowner, 'USAGE'), false),
                has_database_privilege(current_database(), 'CREATE'),
                to_regprocedure('basketwatch.oldest_program()') IS NOT NULL
            FROM (SELECT) AS one
                LEFT JOIN pg_catalog.pg_namespace AS n ON n.nspname = $1
                LEFT JOIN pg_catalog.pg_class AS m
                    ON m.relnamespace = n.oid AND m.relname = 'schema_migration'
            """, [.text("\(connection.schema)")], during: "looking for the schema")
        return Found(
            hasSchema: found.bool(0, 0), hasMigrations: found.bool(0, 1),
            hasOldestProgram: found.bool(0, 4), isOurs: found.bool(0, 2),
            mayCreateSchema: found.bool(0, 3))
    }

    /// What migrations are recorded in. Made with nothing but the rights that are needed: a schema
    /// that an administrator has made for us is taken as it is.
    func makeSchema() throws(BasketStoreError) {
        let found = try look()
        if !found.hasSchema {
            guard found.mayCreateSchema else {
                throw .mayNotCreateSchema(
                    connection.schema, database: connection.databaseName, user: connection.user)
            }
            try connection.execute(
                """
                CREATE SCHEMA basketwatch;
                COMMENT ON SCHEMA basketwatch IS
                    'Basketwatch: one clickstream, its open baskets, their risk and their ends.'
                """, during: "creating the schema")
        }
        guard !found.hasMigrations || !found.hasOldestProgram else { return }
        try connection.execute(
            """
            CREATE TABLE IF NOT EXISTS basketwatch.schema_migration (
                number integer PRIMARY KEY,
                name text NOT NULL,
                checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now()
            );
            ALTER TABLE basketwatch.schema_migration
                ADD COLUMN is_contract boolean NOT NULL DEFAULT true;
            COMMENT ON TABLE basketwatch.schema_migration IS
                'The migrations that were applied, with the SHA-256 of their text.';
            COMMENT ON COLUMN basketwatch.schema_migration.is_contract IS
                'It takes away or changes what older programs use: they may not go on.';
            CREATE OR REPLACE FUNCTION basketwatch.schema_version() RETURNS integer
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
                SELECT coalesce(max(number), 0) FROM basketwatch.schema_migration
            $$;
            COMMENT ON FUNCTION basketwatch.schema_version() IS
                'The number of the newest migration that was applied.';
            CREATE FUNCTION basketwatch.oldest_program() RETURNS integer
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
                SELECT coalesce(max(number) FILTER (WHERE is_contract), 0)
                FROM basketwatch.schema_migration
            $$;
            COMMENT ON FUNCTION basketwatch.oldest_program() IS
                'The migration that a program must know at least to use this schema.'
            """, during: "preparing the schema")
    }

    /// Drops the schema with all that it holds; its roles stay.
    public func dropSchema() throws(BasketStoreError) {
        try connection.execute(
            "DROP SCHEMA IF EXISTS basketwatch CASCADE", during: "dropping the schema")
    }

    /// Makes the roles that are missing and grants all of them their rights.
    ///
    /// - Returns: those made.
    func grantRoles() throws(BasketStoreError) -> [String] {
        let schema = connection.schema
        // GRANT on a schema of somebody else's may only warn, and give nothing.
        guard try look().isOurs else {
            throw .notTheOwner(
                schema, user: connection.user, reason: "only its owner can grant rights on it")
        }
        let names = try missingRoles()
        let mayCreate = try connection.query(
            """
            SELECT rolsuper OR rolcreaterole FROM pg_catalog.pg_roles WHERE rolname = current_user
            """, during: "looking for the roles")
        guard names.isEmpty || mayCreate.bool(0, 0) else {
            throw .mayNotCreateRoles(names, user: connection.user)
        }
        try connection.execute(Migrations.roles, during: "granting the roles' rights")
        return names
    }

    /// Which of the schema's three roles the server has not yet.
    public func missingRoles() throws(BasketStoreError) -> [String] {
        let missing = try connection.query(
            """
            SELECT wanted.name
            FROM unnest($1) WITH ORDINALITY AS wanted(name, place)
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted.name)
            ORDER BY place
            """, [.texts(["writer", "reader", "offers"].map(connection.schema.role))],
            during: "looking for the roles")
        return (0..<missing.rowCount).map { missing.text($0, 0) }
    }
}
