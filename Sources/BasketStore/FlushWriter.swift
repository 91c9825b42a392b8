/// Writes a worker's flushes, one at a time, without making the worker wait.
///
/// Owns the worker's connection. Not Sendable: one thread uses it. ``send(_:)`` begins a flush,
/// ``advance()`` moves it on and says when it is done; in between the worker reads on. Whatever
/// fails, the flush is kept until it is written or the report says otherwise: after a retriable
/// error call ``reconnect()``, which sends it again.
public struct FlushWriter: ~Copyable {
    let settings: StoreSettings
    var pipeline: FlushPipeline
    private var flush = Flush()
    private var run: FlushRun?
    /// What of the transaction under way has not been sent yet.
    private var body: FlushBody?
    private var failure: BasketStoreError?
    private var madeDays: Set<Int32> = []

    /// Connects, checks the schema's version and prepares the statements.
    public init(_ settings: StoreSettings) throws(BasketStoreError) {
        self.settings = settings
        pipeline = try FlushPipeline.open(settings)
    }

    /// Whether a flush is under way or waits for ``reconnect()``.
    public var isBusy: Bool { run != nil }

    /// What to poll for reading while a flush is under way; -1 without a connection.
    public var socket: Int32 { pipeline.connection.socket }

    /// Begins a flush. Blocks only for a day whose tables are missing, once a day.
    ///
    /// - Precondition: none is under way.
    public mutating func send(_ flush: consuming Flush) throws(BasketStoreError) {
        precondition(!isBusy, "One flush is in flight at a time.")
        flush.checkScores()
        self.flush = flush
        run = FlushRun(partitions: self.flush.partitions.count)
        do {
            try begin()
        } catch {
            throw fail(error)
        }
    }

    /// Moves the flush on as far as it goes without waiting.
    public mutating func advance() throws(BasketStoreError) -> FlushProgress {
        if let failure { throw failure }
        guard run != nil else { return .idle }
        do {
            try sendBody()
            guard try pipeline.read(), body == nil else {
                try checkPatience()
                return .busy
            }
            try step()
        } catch {
            throw fail(error)
        }
        guard let finished = run, finished.isFinished else { return .busy }
        pipeline.leave()
        run = nil
        return .finished(finished.report(flush))
    }

    /// Waits until PostgreSQL has something to say (or takes more), or the time is over.
    public func wait(timeout: Duration) {
        pipeline.wait(timeout: timeout)
    }

    /// The flush that was finished last, to use its buffers again; empty if taken already.
    public mutating func takeFlush() -> Flush {
        precondition(!isBusy, "A flush in flight is the writer's.")
        var taken = Flush()
        swap(&taken, &flush)
        return taken
    }

    /// Sends a flush and waits until it is done: for draining and for tests.
    public mutating func write(_ flush: consuming Flush) throws(BasketStoreError) -> FlushReport {
        try send(flush)
        return try finish()
    }

    /// Waits until the flush under way is done; an empty report without one.
    public mutating func finish() throws(BasketStoreError) -> FlushReport {
        while true {
            switch try advance() {
            case .idle: return FlushReport()
            case .busy: wait(timeout: .seconds(1))
            case .finished(let report): return report
            }
        }
    }

    /// After a retriable error: connects anew and sends the kept flush again, if there is one.
    ///
    /// Tries once and takes `connectTimeout` at most; how often and how long is the caller's.
    public mutating func reconnect() throws(BasketStoreError) {
        pipeline.close()
        pipeline = try FlushPipeline.open(settings)
        failure = nil
        guard run != nil else { return }
        do {
            try begin()
        } catch {
            throw fail(error)
        }
    }

    /// A host that is gone without a word, or a proxy before it, leaves a connection that looks well.
    private func checkPatience() throws(BasketStoreError) {
        let silence = ContinuousClock.now - pipeline.lastAnswer
        guard silence > settings.answerTimeout else { return }
        throw .connectionLost(
            reason: "no answer for \(silence.components.seconds) s", during: pipeline.operation)
    }

    /// Keeps the flush and gives up the connection: nothing of it may stay half done and hold locks.
    private mutating func fail(_ error: BasketStoreError) -> BasketStoreError {
        failure = error
        body = nil
        pipeline.close()
        return error
    }
}

// MARK: - A flush, step by step

extension FlushWriter {
    /// Sends the first statements of what is left of the flush.
    private mutating func begin() throws(BasketStoreError) {
        try makeDays()
        try pipeline.enter()
        try sendFence()
    }

    /// All replies to what was sent are there: decides what comes next.
    private mutating func step() throws(BasketStoreError) {
        switch run?.phase {
        case .fencing: try decide()
        case .writing: try conclude()
        case .leaving: try goOn()
        case nil: break
        }
    }

    private mutating func sendFence() throws(BasketStoreError) {
        guard let group = run?.group else { return }
        run?.phase = .fencing
        try pipeline.send(.begin)
        try pipeline.sendKeys(.fence, group.map { Int64(flush.partitions[$0].partition) })
        try pipeline.push()
    }

    /// The rows are locked: says who is left out, and writes the others.
    private mutating func decide() throws(BasketStoreError) {
        if let error = pipeline.firstError { throw error }
        run?.admit(flush, pipeline.fenceRows)
        guard let admitted = run?.admitted, !admitted.isEmpty else {
            run?.phase = .leaving
            try pipeline.send(.rollback)
            return try pipeline.push()
        }
        run?.phase = .writing
        body = FlushBody(admitted, settings.scoreHistory)
        try sendBody()
    }

    /// Sends as much of the transaction as the connection takes without waiting.
    private mutating func sendBody() throws(BasketStoreError) {
        while body != nil {
            try pipeline.push()
            guard !pipeline.hasUnsent else { return }
            // What follows an error is only refused: it need not be sent.
            if pipeline.firstError == nil,
                try body?.sendNext(of: flush, through: &pipeline) == true
            {
                continue
            }
            body = nil
            try pipeline.send(.commit)
        }
        try pipeline.push()
    }

    /// COMMIT has been answered.
    private mutating func conclude() throws(BasketStoreError) {
        if let error = pipeline.firstError {
            guard error.isRefusedData else { throw error }
            run?.refuse(error)
            // A day's table that somebody has dropped looks like refused data too.
            madeDays.removeAll()
            pipeline.leave()
            run?.nextGroup()
            return try begin()
        }
        run?.succeed()
        try goOn()
    }

    private mutating func goOn() throws(BasketStoreError) {
        run?.nextGroup()
        try sendFence()
    }

    /// Makes the tables of days that no flush of this connection has needed before.
    private mutating func makeDays() throws(BasketStoreError) {
        let missing = flush.days(settings.scoreHistory).subtracting(madeDays)
        guard !missing.isEmpty else { return }
        _ = try pipeline.connection.query(
            "SELECT basketwatch.make_days($1)", [.days(missing.sorted())],
            during: "making the tables of a day")
        madeDays.formUnion(missing)
    }
}
