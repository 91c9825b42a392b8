/// Where the database is, and how patient a connection to it is.
public struct StoreSettings: Sendable {
    /// A URL (`postgresql://…`) or libpq's `keyword=value` text; empty: libpq's own variables
    /// (`PGHOST`, `PGSERVICE`, …). A password may also come from `~/.pgpass`.
    public var database: String
    /// Which schema of the database holds the stream.
    public var schema = SchemaName.standard
    /// Which scored moments `score` keeps.
    public var scoreHistory = ScoreHistory.all
    /// How long one address may take to answer, unless the database text or `PGCONNECT_TIMEOUT`
    /// says otherwise. Whole seconds, 2 or more.
    public var connectTimeout = Duration.seconds(2)
    /// How long the first answer may take once connected: a pooler may have no connection free.
    public var firstAnswerTimeout = Duration.seconds(2)
    /// How long a statement waits for somebody else's lock before it fails and is tried again.
    public var lockTimeout = Duration.seconds(10)
    /// How long our own open transaction may hear nothing from us before PostgreSQL ends it.
    public var idleTimeout = Duration.seconds(3)
    /// How long a takeover waits for a former owner's transaction, before it ends that session.
    public var takeOverTimeout = Duration.seconds(3)
    /// How long one statement may run.
    public var statementTimeout = Duration.seconds(30)
    /// How long a flush may go without an answer to any of its statements before the connection is
    /// taken for dead, though nobody has closed it: longer than a statement may run.
    public var answerTimeout = Duration.seconds(45)

    public init(database: String = "", schema: SchemaName = .standard) {
        self.database = database
        self.schema = schema
    }

    /// `database` with its password hidden: for messages.
    public var maskedDatabase: String {
        database.isEmpty ? "libpq's PG… variables" : maskPassword(in: database)
    }
}
