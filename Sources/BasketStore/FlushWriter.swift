/// Writes a worker's flushes, one at a time, without making the worker wait.
///
/// Owns the worker's connection. Not Sendable: one thread uses it. ``send(_:)`` begins a flush,
/// ``advance()`` moves it on and says when it is done; in between the worker reads on. Whatever
/// fails, the flush is kept until it is written or the report says otherwise: after a retriable
/// error call ``reconnect()``, which sends it again.
public struct FlushWriter: ~Copyable {
    /// Connects, checks the schema's version and prepares the statements.
    public init(_ settings: StoreSettings) throws(BasketStoreError) {
        fatalError()
    }

    /// Whether a flush is under way or waits for ``reconnect()``.
    public var isBusy: Bool { fatalError() }

    /// What to poll for reading while a flush is under way; -1 without a connection.
    public var socket: Int32 { fatalError() }

    /// Begins a flush. Blocks only for a day whose tables are missing, once a day.
    ///
    /// - Precondition: none is under way.
    public mutating func send(_ flush: consuming Flush) throws(BasketStoreError) {
        fatalError()
    }

    /// Moves the flush on as far as it goes without waiting.
    public mutating func advance() throws(BasketStoreError) -> FlushProgress {
        fatalError()
    }

    /// Waits until PostgreSQL has something to say (or takes more), or the time is over.
    public func wait(timeout: Duration) {
        fatalError()
    }

    /// The flush that was finished last, to use its buffers again; empty if taken already.
    public mutating func takeFlush() -> Flush {
        fatalError()
    }

    /// Sends a flush and waits until it is done: for draining and for tests.
    public mutating func write(_ flush: consuming Flush) throws(BasketStoreError) -> FlushReport {
        fatalError()
    }

    /// After a retriable error: connects anew and sends the kept flush again, if there is one.
    ///
    /// Tries once and takes `connectTimeout` at most; how often and how long is the caller's.
    public mutating func reconnect() throws(BasketStoreError) {
        fatalError()
    }

    /// Takes a partition over in one transaction: makes its row if it has none, takes the next
    /// epoch, and reads where it stands. From its commit on no older owner's flush is written.
    ///
    /// Waits for an older owner's flush that is just being written, at most `lockTimeout`; a
    /// stopped owner's transaction is ended by PostgreSQL after its `idleTimeout`.
    /// - Precondition: no flush is under way.
    public mutating func takeOver(_ request: TakeOver) throws(BasketStoreError) -> Ownership {
        fatalError()
    }

    /// Says that nobody owns the partition now, unless somebody has taken it over meanwhile.
    ///
    /// - Precondition: no flush is under way.
    public mutating func release(partition: Int32, epoch: Int64) throws(BasketStoreError) {
        fatalError()
    }

    /// Stores a model version with its features' names; does nothing if it is there already.
    ///
    /// - Precondition: no flush is under way.
    public mutating func register(_ model: ModelRecord) throws(BasketStoreError) {
        fatalError()
    }

    /// The newest model version; `nil`: none is stored.
    ///
    /// - Precondition: no flush is under way.
    public mutating func newestModel() throws(BasketStoreError) -> ModelRecord? {
        fatalError()
    }
}
