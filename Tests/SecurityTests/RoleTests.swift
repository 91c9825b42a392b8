import BasketStore
import PostgresTesting
import Testing

/// A database for tests that change nothing in it.
private let unchanged = Result { try PrivatePostgres.shared.database() }

@Suite("The rights of the roles")
struct RoleTests {
    private let postgres = PrivatePostgres.shared

    private func rows(_ sql: String) throws -> [[String]] {
        try postgres.query(sql, at: try unchanged.get())
    }

    @Test("are decided for every table, view and function, and are those that were decided")
    func catalogue() throws {
        let operations = RoleRights.operations.map { "('\($0)')" }.joined(separator: ", ")
        let relations = try rows(
            """
            SELECT c.relname, role, coalesce(string_agg(o.name, ' ' ORDER BY o.place)
                FILTER (WHERE has_table_privilege(
                    CASE role WHEN 'public' THEN role ELSE 'basketwatch_' || role END,
                    c.oid, o.name)), '')
            FROM pg_class AS c
                CROSS JOIN unnest('{writer,reader,offers,public}'::text[]) AS role
                CROSS JOIN (SELECT name, row_number() OVER () AS place
                    FROM (VALUES \(operations)) AS v(name)) AS o
            WHERE c.relnamespace = 'basketwatch'::regnamespace
                AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND NOT c.relispartition
            GROUP BY c.relname, role
            """)
        try hold(relations, against: RoleRights.relations)
        let functions = try rows(
            """
            SELECT format('%s(%s)', p.proname, pg_get_function_identity_arguments_types), role,
                CASE WHEN has_function_privilege(
                    CASE role WHEN 'public' THEN role ELSE 'basketwatch_' || role END,
                    p.oid, 'EXECUTE') THEN 'EXECUTE' ELSE '' END
            FROM pg_proc AS p
                CROSS JOIN unnest('{writer,reader,offers,public}'::text[]) AS role
                CROSS JOIN LATERAL (
                    SELECT coalesce(string_agg(format_type(t, NULL), ', ' ORDER BY place), '')
                        AS pg_get_function_identity_arguments_types
                    FROM unnest(p.proargtypes) WITH ORDINALITY AS a(t, place)) AS arguments
            WHERE p.pronamespace = 'basketwatch'::regnamespace
            """)
        try hold(functions, against: RoleRights.functions)
    }

    private func hold(_ found: [[String]], against decided: [String: RoleRights.Rights]) throws {
        var names: Set<String> = []
        for row in found {
            names.insert(row[0])
            guard let rights = decided[row[0]] else {
                Issue.record("\(row[0]): who may do what with it? RoleRights does not say.")
                continue
            }
            #expect(row[2] == rights[row[1]] ?? "", "\(row[1]) on \(row[0])")
        }
        #expect(Set(decided.keys).subtracting(names) == [])
    }

    @Test(
        "hold when statements are tried, in the schema and around it", arguments: RoleRights.roles)
    func statements(role: String) throws {
        var attempts: [(statement: String, isAllowed: Bool)] = []
        for (name, rights) in RoleRights.relations {
            let relation = "basketwatch.\(name)"
            let allowed = Set((rights[role] ?? "").split(separator: " ").map(String.init))
            attempts += [
                ("SELECT * FROM \(relation) LIMIT 0", allowed.contains("SELECT")),
                ("INSERT INTO \(relation) DEFAULT VALUES", allowed.contains("INSERT")),
                ("DELETE FROM \(relation)", allowed.contains("DELETE")),
                ("TRUNCATE \(relation)", false),
                ("ALTER TABLE \(relation) RENAME TO mine", false),
            ]
        }
        attempts += [
            ("UPDATE basketwatch.basket SET shopper_id = 'x'", role == "writer"),
            ("UPDATE basketwatch.outcome SET shopper_id = 'x'", false),
            ("UPDATE basketwatch.outcome SET kind = 'purchased'", role == "writer"),
            ("UPDATE basketwatch.quarantine SET value = ''", false),
            ("UPDATE basketwatch.quarantine SET replayed_at = now()", role == "writer"),
            ("SELECT basketwatch.drop_days('score', '2025-01-02', 1)", role == "writer"),
            ("UPDATE basketwatch.model SET kind = ''", false),
            ("UPDATE basketwatch.session_outcomes SET shopper_id = 'x'", false),
            ("SELECT basketwatch.make_days('{2025-01-01}')", role == "writer"),
            ("DROP TABLE basketwatch.basket", false), ("DROP VIEW basketwatch.funnel", false),
            ("DROP FUNCTION basketwatch.money_text(bigint, text)", false),
            ("DROP SCHEMA basketwatch CASCADE", false),
            ("CREATE TABLE basketwatch.mine ()", false),
            ("CREATE FUNCTION basketwatch.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'", false),
            ("CREATE SCHEMA mine", false), ("CREATE ROLE mine", false),
            ("ALTER ROLE basketwatch_\(role) SUPERUSER", false),
            ("SET ROLE postgres", false),
            ("GRANT basketwatch_writer TO basketwatch_\(role)", false),
            ("SELECT * FROM toys.stream_lag", false),
            ("SELECT * FROM toys.stream_partition", false),
            ("SELECT * FROM basketwatch.outcome_20250101", false),
            ("INSERT INTO basketwatch.score_20250101 DEFAULT VALUES", false),
            ("SELECT pg_read_file('/etc/passwd')", false),
            ("COPY basketwatch.funnel_day TO PROGRAM 'true'", false),
        ]
        let states = try outcomes(of: attempts.map(\.statement), as: role)
        #expect(states.count == attempts.count)
        for (attempt, state) in zip(attempts, states) {
            // Rights come first: what is allowed may still fail for its values. A view that cannot
            // be written at all says so (55000), and so does one that is renamed as a table (42809).
            let isRefused = ["42501", "55000", "42809"].contains(state)
            #expect(isRefused != attempt.isAllowed, "\(role): \(attempt.statement): \(state)")
        }
    }

    /// The SQLSTATE that each statement ends with for a user with the role, `00000` if well. Nothing
    /// of it stays.
    private func outcomes(of statements: [String], as role: String) throws -> [String] {
        let texts = statements.map { "('" + $0.replacing("'", with: "''") + "')" }
        var database = try postgres.database()
        var toys = database
        toys.schema = try #require(SchemaName("toys"))
        _ = try Migrator(toys).migrate()
        let user = "user_with_\(role)"
        _ = try postgres.query(
            """
            CREATE ROLE \(user) LOGIN IN ROLE basketwatch_\(role);
            DO $$ BEGIN PERFORM basketwatch.make_days('{2025-01-01}'); END $$
            """, at: database)
        database.database += " user=\(user)"
        return try postgres.query(
            """
            SET client_min_messages = error;
            CREATE FUNCTION pg_temp.attempt(statement text) RETURNS text LANGUAGE plpgsql AS $$
            BEGIN
                EXECUTE statement;
                RAISE SQLSTATE 'P0000';
            EXCEPTION WHEN OTHERS THEN
                RETURN CASE SQLSTATE WHEN 'P0000' THEN '00000' ELSE SQLSTATE END;
            END $$;
            SELECT pg_temp.attempt(statement) FROM (VALUES \(texts.joined(separator: ", ")))
                AS attempts(statement)
            """, at: database
        ).map { $0[0] }
    }

    @Test("are lent by functions whose search_path is pinned and whose owner is the schema's")
    func lentRights() throws {
        let functions = try rows(
            """
            SELECT p.proname, array_to_string(p.proconfig, ';'), p.proowner = n.nspowner
            FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
            WHERE n.nspname = 'basketwatch' AND p.prosecdef
            """)
        #expect(functions.count >= 4)
        for function in functions {
            let settings = function[1].split(separator: ";")
            #expect(settings.contains("search_path=pg_catalog, pg_temp"), "\(function[0])")
            #expect(function[2] == "t", "\(function[0])")
        }
        let owners = try rows(
            """
            SELECT count(DISTINCT c.relowner), bool_and(c.relowner = n.nspowner)
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = 'basketwatch'
            """)
        #expect(owners == [["1", "t"]])
    }

    @Test("are the same again after one that was given by hand, and PUBLIC gets none without roles")
    func grantedByHand() throws {
        let database = try postgres.database()
        _ = try postgres.query(
            """
            GRANT ALL ON basketwatch.basket TO basketwatch_reader;
            GRANT EXECUTE ON FUNCTION basketwatch.make_days(date[]) TO PUBLIC
            """, at: database)
        _ = try Migrator(database).migrate()
        #expect(
            try postgres.query(
                """
                SELECT has_table_privilege('basketwatch_reader', 'basketwatch.basket', 'SELECT'),
                    has_function_privilege('public', 'basketwatch.make_days(date[])', 'EXECUTE')
                """, at: database) == [["f", "f"]])

        let plain = try postgres.emptyDatabase()
        _ = try Migrator(plain).migrate(withRoles: false)
        #expect(
            try postgres.query(
                """
                SELECT count(*) FROM pg_proc
                WHERE pronamespace = 'basketwatch'::regnamespace
                    AND has_function_privilege('public', oid, 'EXECUTE')
                """, at: plain) == [["0"]])
    }
}
