import BasketPipeline
import BasketSessions
import BasketStore

/// Writes a worker's flushes into the simulated database as `FlushWriter` writes them into
/// PostgreSQL: the same decisions (`FlushRun`), the same transactions, in simulated time.
struct SimulatedWriter: FlushStore, ~Copyable {
    enum Step {
        case fencing
        /// The rows are locked, so many more times something is sent before COMMIT.
        case sending(Int)
        case committing
        case leaving
    }

    /// What becomes of a COMMIT.
    enum Fate {
        case answered
        case replyLost
        case commitLost
        case refused
    }

    let instance: SimulatedInstance
    var session = SimulatedSession()
    var transaction: SimulatedTransaction?
    var flush = Flush()
    var run: FlushRun?
    var step = Step.fencing
    var fate = Fate.answered
    var replyAt: Int64 = 0
    var hasBeenRefused = false
    var failure: BasketStoreError?

    init(_ instance: SimulatedInstance) {
        self.instance = instance
        instance.session = session
    }

    deinit {
        // The server notices when the connection's end reaches it, some time later.
        transaction?.abortsAt = instance.world.time + instance.world.random.next(in: 0...1_000_000)
    }

    var world: SimulatedWorld { instance.world }
    var database: SimulatedDatabase { world.database }

    var isBusy: Bool { run != nil }

    mutating func send(_ flush: consuming Flush) throws(BasketStoreError) {
        precondition(!isBusy, "One flush is in flight at a time.")
        try pass("send")
        self.flush = flush
        run = FlushRun(partitions: self.flush.partitions.count)
        hasBeenRefused = false
        do {
            try begin()
        } catch {
            throw fail(error)
        }
    }

    mutating func advance() throws(BasketStoreError) -> FlushProgress {
        try pass("advance")
        if let failure { throw failure }
        guard run != nil else { return .idle }
        do {
            try goOn()
        } catch {
            throw fail(error)
        }
        guard let finished = run, finished.isFinished else { return .busy }
        run = nil
        return .finished(finished.report(flush))
    }

    func wait(timeout: Duration) {
        let microseconds =
            max(0, timeout.components.seconds) * 1_000_000
            + timeout.components.attoseconds / 1_000_000_000_000
        guard world.call(instance, "wait") else {
            instance.timeAfterDeath += max(1_000, microseconds)
            return
        }
        world.pass(world.random.next(in: 0...max(1, microseconds)))
    }

    mutating func takeFlush() -> Flush {
        precondition(!isBusy, "A flush in flight is the writer's.")
        var taken = Flush()
        swap(&taken, &flush)
        return taken
    }

    mutating func reconnect() throws(BasketStoreError) {
        try pass("reconnect")
        giveUpConnection()
        guard !world.isStoreDown else {
            throw .cannotConnect(database: "simulated", reason: "it is down")
        }
        session = SimulatedSession()
        instance.session = session
        failure = nil
        guard run != nil else { return }
        do {
            try begin()
        } catch {
            throw fail(error)
        }
    }
}
