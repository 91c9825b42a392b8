import CLibpq
import Glibc

/// Sends a flush's statements without waiting and reads their replies: libpq's pipeline mode, with a
/// Sync behind each statement.
///
/// The Sync matters: PostgreSQL's idle-in-transaction time-out starts only there, and it is what
/// frees the rows of an instance that was stopped in the middle.
struct FlushPipeline: ~Copyable {
    private(set) var connection: Connection
    let types: RowTypes
    /// The parameter being written. Used again for every statement: libpq keeps a copy.
    var rows = RowArray()
    private var unanswered: [FlushStatement] = []
    private var answered = 0
    /// When the last answer came, or the flush began.
    private(set) var lastAnswer = ContinuousClock.now
    /// Whether the system has yet to take something that was sent.
    private(set) var hasUnsent = false
    /// The first error since BEGIN. What comes after it only says that the transaction is aborted.
    private(set) var firstError: BasketStoreError?
    private(set) var fenceRows: [FlushRun.FenceRow] = []

    private init(_ connection: consuming Connection, _ types: RowTypes) {
        self.connection = connection
        self.types = types
    }

    /// Connects, checks the schema's version and prepares the statements.
    static func open(_ settings: StoreSettings) throws(BasketStoreError) -> FlushPipeline {
        let connection = try Connection.checked(settings)
        guard connection.keepsSession else {
            throw .sessionShared(database: settings.maskedDatabase)
        }
        // A flush finds every row by its key. Plans are kept for the connection's life, so one made
        // while a table was small must not become a scan of it when it has grown.
        try connection.execute(
            "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off",
            during: "setting the session up")
        let types = try RowTypes(connection)
        for statement in FlushStatement.allCases {
            try connection.prepare(statement.rawValue, statement.sql)
        }
        return FlushPipeline(connection, types)
    }

    /// From here to ``leave()`` only the flush's statements may use the connection.
    mutating func enter() throws(BasketStoreError) {
        guard PQsetnonblocking(connection.raw, 1) == 0, PQenterPipelineMode(connection.raw) == 1
        else { throw connection.lost(during: "beginning a flush") }
    }

    /// - Precondition: everything sent was answered.
    mutating func leave() {
        _ = PQexitPipelineMode(connection.raw)
        _ = PQsetnonblocking(connection.raw, 0)
    }

    mutating func close() {
        connection.close()
    }

    /// Sends a statement, with ``rows`` where it takes them.
    mutating func send(_ statement: FlushStatement) throws(BasketStoreError) {
        if statement == .begin {
            firstError = nil
            fenceRows.removeAll(keepingCapacity: true)
            unanswered.removeAll(keepingCapacity: true)
            answered = 0
            lastAnswer = .now
        }
        let bytes = rows.bytes
        let pointer = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        let count: Int32 = statement.takesRows ? 1 : 0
        let isSent = PQsendQueryPrepared(
            connection.raw, statement.rawValue, count, [pointer], [Int32(bytes.count)], [1], 1)
        guard isSent == 1, PQpipelineSync(connection.raw) == 1 else {
            throw firstError ?? connection.lost(during: statement.operation)
        }
        unanswered.append(statement)
    }

    /// Sends a statement whose parameter is an array of keys.
    mutating func sendKeys(
        _ statement: FlushStatement, _ keys: [Int64]
    ) throws(BasketStoreError) {
        rows.startIntegers()
        for key in keys { rows.add(key) }
        try send(statement)
    }

    /// Hands to the system what it takes without waiting.
    mutating func push() throws(BasketStoreError) {
        let left = PQflush(connection.raw)
        guard left >= 0 else {
            throw firstError ?? connection.lost(during: operation)
        }
        hasUnsent = left == 1
    }

    /// Reads what has come.
    ///
    /// - Returns: whether every statement has been answered.
    mutating func read() throws(BasketStoreError) -> Bool {
        try push()
        guard PQconsumeInput(connection.raw) == 1 else {
            throw firstError ?? connection.lost(during: operation)
        }
        var ends = 0
        while answered < unanswered.count {
            guard PQisBusy(connection.raw) == 0 else { return false }
            guard let raw = PQgetResult(connection.raw) else {
                // The end of one statement's results. Two in a row: the connection has no more.
                ends += 1
                guard ends < 2 else {
                    throw firstError ?? connection.lost(during: operation)
                }
                continue
            }
            ends = 0
            take(QueryResult(raw))
            if connection.isBroken {
                throw firstError ?? connection.lost(during: operation)
            }
        }
        return true
    }

    /// What the statement is doing whose reply comes next.
    var operation: String {
        answered < unanswered.count ? unanswered[answered].operation : "writing a flush"
    }

    private mutating func take(_ result: consuming QueryResult) {
        switch result.status {
        case PGRES_PIPELINE_SYNC:
            answered += 1
            lastAnswer = .now
        case PGRES_TUPLES_OK where unanswered[answered] == .fence:
            for row in 0..<result.rowCount {
                fenceRows.append(
                    .init(
                        partition: Int32(truncatingIfNeeded: result.integer(row, 0)),
                        epoch: result.integer(row, 1), flushNumber: result.integer(row, 2)))
            }
        case PGRES_TUPLES_OK, PGRES_PIPELINE_ABORTED:
            break
        case PGRES_COMMAND_OK:
            // COMMIT of an aborted transaction answers ROLLBACK.
            if unanswered[answered] == .commit, result.commandTag != "COMMIT", firstError == nil {
                firstError = .statement(
                    state: "25P02", reason: "the transaction was aborted", place: "",
                    during: "committing a flush")
            }
        default:
            if firstError == nil {
                firstError = connection.failure(result, during: operation)
            }
        }
    }

    /// Waits until the server has something to say (or takes more), or the time is over.
    func wait(timeout: Duration) {
        let events = Int16(POLLIN) | (hasUnsent ? Int16(POLLOUT) : 0)
        var watched = pollfd(fd: connection.socket, events: events, revents: 0)
        // An interrupted or failed wait only comes back early.
        _ = poll(&watched, 1, Int32(clamping: Int64(timeout / .milliseconds(1))))
    }
}
