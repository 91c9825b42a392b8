import BasketSessions
import BasketStore

/// PostgreSQL as far as flushes and takeovers go: row locks on partitions, transactions that commit
/// as a whole or not at all, whoever began them gone or not.
///
/// What a client has sent is carried out when its time has come, whatever the client does then.
final class SimulatedDatabase {
    unowned let world: SimulatedWorld
    var tables = SimulatedTables()
    private(set) var transactions: [SimulatedTransaction] = []
    private var lockedBy: [Int32: SimulatedTransaction] = [:]

    var written = WrittenCounts()
    /// The checkpoints in which a bit has turned over.
    var damaged: Set<SimulatedTables.Place> = []

    /// As `StoreSettings` has them, in microseconds.
    static let lockTimeout: Int64 = 10_000_000
    static let idleTimeout: Int64 = 3_000_000

    init(_ world: SimulatedWorld) {
        self.world = world
    }

    func begin(_ session: SimulatedSession, _ wanted: [Int32]) -> SimulatedTransaction {
        let transaction = SimulatedTransaction(session, wanted.sorted(), at: world.time)
        transactions.append(transaction)
        return transaction
    }

    /// Carries out what is due.
    func settle() {
        guard !transactions.isEmpty else { return }
        for transaction in transactions { settle(transaction) }
        transactions.removeAll { $0.isOver }
    }

    private func settle(_ transaction: SimulatedTransaction) {
        switch transaction.phase {
        case .locking:
            lock(transaction)
            if transaction.phase == .locking,
                world.time - transaction.since > SimulatedDatabase.lockTimeout
            {
                abort(transaction)
                transaction.hasTimedOut = true
            }
        case .open:
            // The client has said nothing for too long, or its end of the connection is gone.
            if world.time - transaction.since > SimulatedDatabase.idleTimeout {
                transaction.session.isBroken = true
                abort(transaction)
            }
        case .committing(let due):
            guard world.time >= due else { return }
            for part in transaction.parts { write(part) }
            end(transaction, as: .committed)
        case .committed, .aborted: break
        }
        if let due = transaction.abortsAt, world.time >= due, !transaction.isOver {
            abort(transaction)
        }
    }

    /// Takes the rows' locks in order, as far as they are free.
    private func lock(_ transaction: SimulatedTransaction) {
        while let next = transaction.wanted.first {
            guard lockedBy[next] == nil else { return }
            lockedBy[next] = transaction
            transaction.held.append(next)
            transaction.wanted.removeFirst()
        }
        transaction.phase = .open
        transaction.since = world.time
    }

    func abort(_ transaction: SimulatedTransaction) {
        end(transaction, as: .aborted)
    }

    func end(_ transaction: SimulatedTransaction, as phase: SimulatedTransaction.Phase) {
        guard !transaction.isOver else { return }
        for partition in transaction.held { lockedBy[partition] = nil }
        transaction.held = []
        transaction.phase = phase
    }

    /// Ends the session whose transaction holds a partition's row.
    func endHolder(of partition: Int32) {
        guard let holder = lockedBy[partition] else { return }
        holder.session.isBroken = true
        abort(holder)
    }

    /// The server goes down and comes back: nothing uncommitted is left, no connection either.
    func restart() {
        for transaction in transactions {
            transaction.session.isBroken = true
            abort(transaction)
        }
        for instance in world.instances { instance.session?.isBroken = true }
    }
}
