import BasketStore
import PostgresTesting

/// What PostgreSQL's catalogue says of the schema's public face: what `basketwatch_reader` and
/// `basketwatch_offers` may ask, and what it means.
struct SQLCatalogue {
    struct Relation {
        let name: String
        let meaning: String
        /// The public roles that may read it.
        let roles: String
        var columns: [Column]
    }

    struct Column {
        let name: String
        let type: String
        let meaning: String
    }

    struct Function {
        let name: String
        let arguments: String
        let result: String
        let meaning: String
        let roles: String
    }

    let relations: [Relation]
    let functions: [Function]
    /// The schema's roles, and its tables whoever may read them.
    let otherNames: [String]

    init() throws {
        let postgres = PrivatePostgres.shared
        let database = try postgres.database()
        func rows(_ sql: String) throws -> [[String]] { try postgres.query(sql, at: database) }

        let columns = Dictionary(
            grouping: try rows(
                """
                SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                    translate(col_description(c.oid, a.attnum), E'\\n', ' ')
                FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
                WHERE c.relnamespace = 'basketwatch'::regnamespace
                    AND a.attnum > 0 AND NOT a.attisdropped
                ORDER BY c.relname, a.attnum
                """)
        ) { $0[0] }.mapValues { rows in
            rows.map { Column(name: $0[1], type: $0[2], meaning: $0[3]) }
        }
        relations = try rows(
            """
            SELECT relname, translate(obj_description(oid, 'pg_class'), E'\\n', ' '), public_roles
            FROM pg_class, LATERAL (\(Self.roles("has_table_privilege(role, oid, 'SELECT')"))) AS p
            WHERE relnamespace = 'basketwatch'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
                AND NOT relispartition AND public_roles <> ''
            ORDER BY relname
            """
        ).map { Relation(name: $0[0], meaning: $0[1], roles: $0[2], columns: columns[$0[0]] ?? []) }
        functions = try rows(
            """
            SELECT proname, pg_get_function_identity_arguments(oid), pg_get_function_result(oid),
                translate(obj_description(oid, 'pg_proc'), E'\\n', ' '), public_roles
            FROM pg_proc,
                LATERAL (\(Self.roles("has_function_privilege(role, oid, 'EXECUTE')"))) AS p
            WHERE pronamespace = 'basketwatch'::regnamespace AND public_roles <> ''
            ORDER BY proname, 2
            """
        ).map {
            Function(name: $0[0], arguments: $0[1], result: $0[2], meaning: $0[3], roles: $0[4])
        }
        otherNames = try rows(
            """
            SELECT rolname FROM pg_roles WHERE rolname LIKE 'basketwatch\\_%'
            UNION ALL SELECT relname FROM pg_class WHERE relnamespace = 'basketwatch'::regnamespace
            """
        ).map { $0[0] }
    }

    /// Which of the public roles have a privilege.
    private static func roles(_ privilege: String) -> String {
        """
        SELECT coalesce(string_agg('`' || role || '`', ', ' ORDER BY role DESC), '') AS public_roles
        FROM unnest(ARRAY['basketwatch_reader', 'basketwatch_offers']) AS role WHERE \(privilege)
        """
    }
}
