extension Mistake {
    /// PostgreSQL away, closed, or in another state than it should be.
    static let withPostgres = [
        Mistake(
            "no PostgreSQL", "scores --database-url postgresql://127.0.0.1:1/shop", ends: 69,
            says: "PostgreSQL does not answer at postgresql://127.0.0.1:1/shop: Connection refused",
            next: "Start it, or correct --database-url"),
        Mistake(
            "no PostgreSQL, and nothing set", "status", environment: ["PGHOST": "/nonexistent"],
            ends: 69, says: "PostgreSQL does not answer at /nonexistent", "/.s.PGSQL.5432",
            next: "BASKETWATCH_DATABASE_URL", "PGHOST"),
        Mistake(
            "no PostgreSQL for the processor",
            "run --brokers {broker} --start-timeout 1s --database-url postgresql://127.0.0.1:1/shop",
            ends: 69, says: "PostgreSQL does not answer at", next: "Start it, or correct"),
        Mistake(
            "a host that nobody knows",
            "scores --database-url postgresql://no.such.host.invalid/shop", ends: 69,
            says: "could not translate host name \"no.such.host.invalid\"",
            next: "correct --database-url"),
        Mistake(
            "a port that something else has", "scores --database-url postgresql://{broker}/shop",
            ends: 69, says: "PostgreSQL does not answer at", next: "does PostgreSQL listen there?"),
        Mistake(
            "a port that cannot be", "scores --database-url postgresql://127.0.0.1:99999/shop",
            ends: 64, says: "invalid port number: \"99999\"", next: "It is a URL such as"),
        Mistake(
            "a URL of something else", "scores --database-url mysql://h/shop", ends: 64,
            says: "The database setting cannot be read", next: "It is a URL such as postgresql://"),
        Mistake(
            "a URL with a password that is not escaped",
            "scores --database-url postgresql://u:{secret}/@h:x/shop", ends: 64,
            says: "The database setting cannot be read", next: "It is a URL such as postgresql://"),
        Mistake(
            "a wrong password",
            "scores --database-url postgresql://shopper:wrong{secret}@{databases}/stream", ends: 69,
            says: "does not let us in at postgresql://shopper:***@",
            "password authentication failed for user \"shopper\"",
            next: "Check user and password", "~/.pgpass"),
        Mistake(
            "no password", "scores --database-url postgresql://shopper@{databases}/stream",
            ends: 69,
            says: "does not let us in at", "no password supplied", next: "PGPASSWORD"),
        Mistake(
            "a user that there is not", "scores --database-url {ghost@stream}", ends: 69,
            says: "does not let us in at", "role \"ghost\" does not exist",
            next: "Check user and password"),
        Mistake(
            "a user whom pg_hba.conf keeps out", "scores --database-url {stranger@stream}",
            ends: 69,
            says: "does not let us in at", "pg_hba.conf rejects", next: "the server's pg_hba.conf"),
        Mistake(
            "a user without a connection left", "scores --database-url {full_house@stream}",
            ends: 69,
            says: "takes no more connections: too many connections for role \"full_house\"",
            next: "CONNECTION LIMIT"),
        Mistake(
            "TLS asked of a server that has none", "scores --database-url {stream}?sslmode=require",
            ends: 69, says: "No TLS connection to PostgreSQL", "does not support SSL",
            next: "Check sslmode"),
        Mistake(
            "a database that there is not", "scores --database-url {ghost}", ends: 69,
            says: "There is no such database", "database \"ghost\" does not exist",
            next: "Create it with `createdb`"),
        Mistake(
            "a schema that nobody has made", "scores --database-url {bare}", ends: 78,
            says: "no stream in a schema 'basketwatch'", next: "Run `basketwatch migrate`"),
        Mistake(
            "a schema that nobody has made, for the processor",
            "run --brokers {broker} --until-end --database-url {bare}", ends: 78,
            says: "no stream in a schema 'basketwatch'", next: "Run `basketwatch migrate`"),
        Mistake(
            "a schema of another name", "scores --schema toys --database-url {stream}", ends: 78,
            says: "no stream in a schema 'toys'", next: "Run `basketwatch migrate --schema toys`"),
        Mistake(
            "a schema whose name cannot be", "scores --schema To-ys", ends: 64, says: "--schema",
            "'To-ys'", next: "must be 1 to 48 of a-z, 0-9 and _"),
        Mistake(
            "a schema older than the program", "scores --database-url {older}", ends: 78,
            says: "is at migration", "and this program needs", next: "Run `basketwatch migrate`"),
        Mistake(
            "a schema newer than the program", "status --database-url {newer}", ends: 78,
            says: "is at migration 99, newer than this program", next: "Use the newer program"),
        Mistake(
            "a schema newer than the program, to be migrated", "migrate --database-url {newer}",
            ends: 78, says: "is at migration 99, newer than this program",
            next: "Use the newer program"),
        Mistake(
            "a migration that was applied with another content", "migrate --database-url {changed}",
            ends: 78, says: "Migration 0002", "with another content",
            next: "Use the program that applied it"),
        Mistake(
            "a database that takes no writes", "migrate --schema toys --database-url {readonly}",
            ends: 69, says: "read-only transaction", next: "name the primary"),
        Mistake(
            "a database that takes no writes, for the processor",
            "run --brokers {broker} --start-timeout 1s --database-url {readonly}", ends: 69,
            says: "read-only transaction", next: "name the primary"),
        Mistake(
            "a user without any right", "scores --database-url {nobody_special@stream}", ends: 69,
            says: "'nobody_special' may not use the schema 'basketwatch'",
            next: "GRANT basketwatch_reader TO nobody_special"),
        Mistake(
            "a reader as the processor",
            "run --brokers {broker} --until-end --database-url {alice@stream}", ends: 69,
            says: "may not write into the schema", next: "GRANT basketwatch_writer TO alice"),
        Mistake(
            "a user who may not make the schema",
            "migrate --schema toys --database-url {nobody_special@stream}", ends: 69,
            says: "'nobody_special' may not create the schema 'toys'",
            next: "CREATE SCHEMA \"toys\" AUTHORIZATION"),
        Mistake(
            "a user whose schema it is not", "migrate --database-url {alice@stream}", ends: 69,
            says: "'alice' has not the rights to migrate the schema 'basketwatch'",
            next: "Migrate as the schema's owner"),
        Mistake(
            "a shopper of whom nothing is known", "explain u-404 --database-url {stream}", ends: 1,
            says: "Nothing is known of shopper 'u-404'", next: "Start one with `basketwatch run`"),
    ]
}
